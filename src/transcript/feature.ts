// What loads with the first transcript, text, link or command.
export { commands } from './commands.ts';
export { followUri } from './follow-link.ts';
export { panelsOf } from './panels.ts';
export { textFilesOf } from './text-files.ts';
