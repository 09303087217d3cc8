// What loads with the first use of a command or a document.
export { commands } from './commands.ts';
export { versionText } from './compare.ts';
