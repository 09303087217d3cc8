import showWaiting from './commands/show-waiting.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  showWaiting,
};
