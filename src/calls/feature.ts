// What loads with the first use of the view or a command.
export { dragCalls } from '../editor/trees/dragged-calls.ts';
export { dropFiles } from './drop.ts';
export { commands } from './commands.ts';
export { CallsTree } from './tree.ts';
