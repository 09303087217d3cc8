// What loads with the first command.
export { commands } from './commands.ts';
export { askAboutCutOff } from './cut-off.ts';
