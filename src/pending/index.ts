import type { CommandTable } from '../editor/command.ts';

export const outboxCommands: CommandTable = {
  'callTriage.showWaiting': () => import('./commands/show-waiting.ts'),
};
