/** The drag type of rows of the view: the editor's name for the view, in lower case. */
export const numbersMime = 'application/vnd.code.tree.calltriage.personas';
