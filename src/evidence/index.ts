import { lazyCommands } from '../editor/command.ts';

export const evidenceCommands = lazyCommands(
  () => import('./commands.ts'),
  ['uploadAttachment', 'exportEvidence', 'openAttachment'],
);
