import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { isPending } from '../../editor/make-write.ts';
import { tellWithUndo } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts.ts';
import { excerpt } from '../../editor/wording.ts';
import { printable } from '../../triage/transcript.ts';
import { putBack, takeFlagOff } from '../take-flag-off.ts';

/** Removes a flag; one that is not stored yet is taken out of the outbox. */
export default defineCommand({
  args: z.object({ ...issueTarget, flagId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const { flags } = session.issues.contents(issueId);
    if (call.fromUi) await session.issues.loadFlags(issueId);
    const items = flags.items.map((flag) => ({
      label: printable(flag.type),
      description: `#${flag.message_index ?? '–'} ${excerpt(printable(flag.message_text ?? ''), 80)}`,
      value: flag.id,
    }));
    const flagId = args.flagId ?? (await askPick(call, 'flagId', vscode.l10n.t('Remove Flag'), items));
    const flag = flags.items.find(({ id }) => id === flagId);
    const result = await takeFlagOff(services, session, issueId, flagId, call);
    if (call.fromUi && flag !== undefined && !isPending(result)) {
      const sentence = vscode.l10n.t('Removed the flag {0}', printable(flag.type));
      tellWithUndo(services, sentence, async () => {
        putBack(session, issueId, flag);
      });
    }
    return result;
  },
});
