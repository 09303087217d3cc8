// What loads with the first use.
export { commands } from './commands.ts';
export { serverNodeText } from './server-node.ts';
