import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { refuseToAsk } from '../../editor/prompts/ask.ts';
import { readLink } from '../../triage/links.ts';
import { linkFaultSentence, followLink } from '../follow-link.ts';

/** Opens a pasted link to a call, a message or an issue. */
export default defineCommand({
  args: z.object({
    link: z.optional(z.string()),
    /** Open it even if its connection is not the active one, which stays active. */
    anyConnection: z.optional(z.boolean()),
  }),
  async run(services, { link, anyConnection }, call) {
    if (link === undefined) refuseToAsk(call, 'link');
    return followLink(services, link ?? (await askLink()), call, anyConnection);
  },
});

/** Asks for a link. Does not read the clipboard, which may hold something private. */
async function askLink(): Promise<string> {
  return orCancelled(
    await askInput({
      title: vscode.l10n.t('Open Link'),
      prompt: vscode.l10n.t('Link to a call, message or issue'),
      ignoreFocusOut: true,
      validateInput: (typed) => {
        const read = typed.trim() === '' ? undefined : readLink(typed);
        return read !== undefined && 'fault' in read ? linkFaultSentence(read.fault) : undefined;
      },
    }),
  );
}
