/** Marks what our own views pass to a command, as opposed to a script's argument object. */
export const fromView = Symbol('fromView');

/** Marks the same in the link of a document, which can hold nothing but JSON. */
export const fromDocument = 'fromDocument';
