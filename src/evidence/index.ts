import type { CommandTable } from '../editor/command.ts';

export const evidenceCommands: CommandTable = {
  'callTriage.uploadAttachment': () => import('./commands/upload-attachment.ts'),
  'callTriage.exportEvidence': () => import('./commands/export-evidence.ts'),
  'callTriage.openAttachment': () => import('./commands/open-attachment.ts'),
};
