/** What rows of the view are dragged as: the editor's name for the view, in lower case. */
export const numbersMime = 'application/vnd.code.tree.calltriage.personas';
