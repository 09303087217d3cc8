import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { maxCommentLength } from '../../../api/bland/comments.ts';
import { confirmMention } from '../../../editor/prompts/confirm-mention.ts';
import { defineCommand } from '../../../editor/command.ts';
import { issueCode } from '../../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../../editor/make-write.ts';
import { showStatusMessage } from '../../../editor/notices.ts';
import { askIssue, issueTarget, refuseToAsk } from '../../../editor/prompts/ask.ts';
import { openDraft, type TextDraft } from '../../../editor/prompts/text-draft.ts';
import { askLongText, checkLength } from '../../../editor/prompts/text-prompt.ts';
import type { Session } from '../../../triage/sessions/session.ts';
import { addComment } from '../../../triage/outbox/kinds/add-comment.ts';
import { pickSeveral } from '../../../editor/prompts/picks.ts';
import { shortMoment } from '../../../editor/words/format.ts';
import { oneLine } from '../../../triage/issues/activity.ts';
import { valueWord } from '../../../editor/words/service-values.ts';

/** The service can neither edit nor delete comments, so there is no undo. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    detail: z.optional(z.string()),
    resourceLinkIds: z.optional(z.array(z.string().check(z.minLength(1)))),
    allowNorm: z.optional(z.literal(true)),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    if (args.detail === undefined) refuseToAsk(call, 'detail');
    const draft = await openDraft(services, session, 'comment', issueId);
    const { detail: written, resourceLinkIds } =
      args.detail === undefined
        ? await ask(session, issueId, args.resourceLinkIds, draft)
        : { detail: args.detail.trim(), resourceLinkIds: args.resourceLinkIds };
    checkLength('detail', written, maxCommentLength);
    const detail = await confirmMention(call, written, args.allowNorm === true);
    const payload = { issueId, detail, ...(resourceLinkIds === undefined ? {} : { resourceLinkIds }) };
    const result = await makeWrite(services, session, addComment, payload, call, call.fromUi);
    if (args.detail === undefined) draft.discard();
    if (call.fromUi && !isPending(result))
      showStatusMessage(vscode.l10n.t('Comment added to {0}', await issueCode(session, issueId)));
    return result;
  },
});

/** Asks for the text, then for the evidence it is about; closing the second prompt returns to the first. */
async function ask(session: Session, issueId: string, given: readonly string[] | undefined, draft: TextDraft) {
  let detail = '';
  for (;;) {
    detail = await askLongText({
      title: vscode.l10n.t('Add Comment'),
      prompt: vscode.l10n.t('Visible to everyone who can see the issue. Comments cannot be edited.'),
      longest: maxCommentLength,
      value: detail,
      // The second time it is not a restored draft.
      draft: detail === '' ? draft : { ...draft, restored: '' },
    });
    const picked = given ?? (await pickResources(session, issueId));
    if (picked !== undefined) return { detail, resourceLinkIds: picked.length === 0 ? undefined : [...picked] };
  }
}

const icons: Readonly<Record<string, string>> = { call: 'call-incoming', sms_conversation: 'mail', file: 'file' };

/**
 * Asks which evidence of an issue a comment is about, if any.
 *
 * @returns IDs of links; undefined when the picker is closed
 */
async function pickResources({ issues }: Session, issueId: string): Promise<readonly string[] | undefined> {
  const { l10n } = vscode;
  const { resources } = issues.contents(issueId);
  // A comment does not need evidence: failures are ignored.
  await resources.all(10);
  if (resources.items.length === 0) return [];
  const items = resources.items.map((link) => ({
    label: oneLine(link.title) || oneLine(link.resource_id, 80),
    description: [oneLine(valueWord(link.resource_type), 30), shortMoment(link.created_at)].join(' · '),
    iconPath: new vscode.ThemeIcon(icons[link.resource_type] ?? 'question'),
    id: link.id,
  }));
  const picked = await pickSeveral(items, {
    title: l10n.t('Add Comment: What Is It About?'),
    placeHolder: l10n.t('Press Enter without a selection to post it as is'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ id }) => id);
}
