import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { isMasked, setMasked } from '../../editor/masking.ts';

/** Toggles the masking of personal data on screen, in copies and in texts. */
export default defineCommand({
  args: z.object({ masked: z.optional(z.boolean()) }),
  async run(_services, args) {
    const masked = args.masked ?? !isMasked();
    await setMasked(masked);
    const words = masked
      ? vscode.l10n.t('Personal data masking is on.')
      : vscode.l10n.t('Personal data masking is off.');
    showStatusMessage(words);
    return { masked };
  },
});
