import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { isMasked, setMasked } from '../../editor/masking.ts';

/** Masks what is personal on screen, in copies and in texts, or shows it again: the other than it is now, unless it is said. */
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
