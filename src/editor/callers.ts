import type { Call } from './command.ts';

/** A call by a person that did not come from a command: from a drop, or from a document. */
export const uiCall: Call = { fromUi: true, selection: [] };

/** A call that must not report anything: an undo, which the view shows, or one of several that are reported together. */
export const silentCall: Call = { fromUi: false, selection: [] };
