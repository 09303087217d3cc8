import uploadAttachment from './commands/upload-attachment.ts';
import exportEvidence from './commands/export-evidence.ts';
import openAttachment from './commands/open-attachment.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  uploadAttachment,
  exportEvidence,
  openAttachment,
};
