import type { CommandTable } from '../editor/command.ts';

export const evidenceCommands: CommandTable = {
  'callTriage.uploadAttachment': () => import('./commands/upload-attachment.ts'),
  'callTriage.openAttachment': () => import('./commands/open-attachment.ts'),
};
