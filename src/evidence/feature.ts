// What loads with the first command.
export { commands } from './commands.ts';
export { askAboutInterruptedUploads } from './interrupted-uploads.ts';
