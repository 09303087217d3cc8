import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { isCallCacheOn, setCallCache } from '../../editor/call-cache-setting.ts';
import { confirm, showStatusMessage } from '../../editor/notices.ts';
import { cacheLimits } from '../../triage/search/call-cache.ts';

/** Turns the call cache on or off; off, everything in it is deleted. */
export default defineCommand({
  args: z.object({ on: z.optional(z.boolean()) }),
  async run({ callCache }, args, call) {
    const { l10n } = vscode;
    const on = args.on ?? !isCallCacheOn();
    if (on && call.fromUi) await confirm(l10n.t('Keep the text of calls?'), whatIsKept(), l10n.t('Keep Calls'));
    await setCallCache(on);
    if (!on) await callCache.retain(async () => false);
    if (call.fromUi) {
      showStatusMessage(on ? l10n.t('Calls are kept from now on.') : l10n.t('Call cache off. Cached calls deleted.'));
    }
    return { on };
  },
});

function whatIsKept(): string {
  return vscode.l10n.t(
    'Transcripts that are loaded from now on are stored on this machine, unencrypted, and found by later searches: up to {0} calls and {1} MB, oldest removed first. Turning this off deletes them.',
    cacheLimits.calls,
    cacheLimits.bytes / 1_000_000,
  );
}
