import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending } from '../../editor/make-write.ts';
import { informWithUndo } from '../../editor/notices.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { askFlag } from '../flags/ask-flag.ts';
import { restoreFlag, removeOrDiscardFlag } from '../flags/remove-flag.ts';
import { waitInUi } from '../../editor/progress.ts';

/** Removes a flag, or discards one that is not stored. */
export default defineCommand({
  args: z.object({ ...issueTarget, flagId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const { flags } = session.issues.contents(issueId);
    if (call.fromUi) await waitInUi(call, vscode.l10n.t('Loading flags'), session.issues.loadFlags(issueId));
    const flagId = args.flagId ?? (await askFlag(session, issueId, vscode.l10n.t('Remove Flag'), call));
    const flag = flags.items.find(({ id }) => id === flagId);
    const result = await removeOrDiscardFlag(services, session, issueId, flagId, call);
    if (call.fromUi && flag !== undefined && !isPending(result)) {
      const sentence = vscode.l10n.t('{0}: flag {1} removed', await issueCode(session, issueId), printable(flag.type));
      informWithUndo(services, sentence, async () => {
        restoreFlag(session, issueId, flag);
      });
    }
    return result;
  },
});
