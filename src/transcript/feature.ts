// What loads with the first transcript, text, link or command.
export { commands } from './commands.ts';
export { openUri } from './follow-link.ts';
export { panelsOf } from './panel/panels.ts';
export { textFilesOf } from './text/text-files.ts';
