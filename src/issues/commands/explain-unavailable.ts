import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { fromView } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import { titleOf } from '../attach/attach-and-report.ts';

/** Explains why evidence cannot be opened, and offers to detach it. */
export default defineCommand({
  args: z.object({ ...issueTarget, linkId: z.string().check(z.minLength(1)) }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const { linkId } = args;
    const link = session.issues.contents(issueId).resources.items.find(({ id }) => id === linkId);
    const what = link === undefined ? linkId : titleOf(link);
    const sentence = l10n.t('"{0}" is no longer available. It may have been deleted.', what);
    if (!call.fromUi) return { sentence };
    const detach = l10n.t('Detach');
    if ((await inform(sentence, detach)) === detach) {
      await vscode.commands.executeCommand('callTriage.detachResource', { [fromView]: true, ...args, issueId });
    }
    return undefined;
  },
});
