import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { waitInUi } from '../../editor/progress.ts';

const id = z.optional(z.string().check(z.minLength(1)));

/**
 * Reveals an issue in the tree, or evidence on it; for a relation, the related issue. An issue that is not loaded is not
 * searched.
 */
export default defineCommand({
  args: z.object({ ...issueTarget, relatedIssueId: id, linkId: id }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.relatedIssueId ?? args.issueId, call);
    const revealed = await services.views.reveal(
      'callTriage.issues',
      issueId,
      ...(args.linkId === undefined ? [] : [args.linkId]),
    );
    if (!call.fromUi || revealed) return { issueId, revealed };
    const { triage_id: code } = await waitInUi(call, vscode.l10n.t('Loading issue'), session.issues.find(issueId));
    const more = vscode.l10n.t('Load More');
    const offered = session.issues.list.hasMore ? [more] : [];
    const sentence = vscode.l10n.t('{0} is not loaded.', printable(code));
    void inform(sentence, ...offered).then((chosen) => {
      if (chosen === more) void vscode.commands.executeCommand('callTriage.loadMore', {});
    });
    return { issueId, revealed };
  },
});
