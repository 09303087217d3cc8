// What loads with the first use of the view or a command.
export { commands } from './commands.ts';
export { dragNumbers, dropNumbers } from './dragged-numbers.ts';
export { AgentsTree } from './tree.ts';
