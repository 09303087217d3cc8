import * as z from 'zod/mini';
import * as vscode from 'vscode';
import type { Call } from '../../../editor/call.ts';
import { defineCommand } from '../../../editor/command.ts';
import { askIssue, issueTarget, refuseToAsk } from '../../../editor/prompts/ask.ts';
import { maxPromptLength } from '../../../api/bland/norm.ts';
import type { Services } from '../../../editor/services.ts';
import { openDraft } from '../../../editor/prompts/text-draft.ts';
import { askLongText, checkLength } from '../../../editor/prompts/text-prompt.ts';
import { oneLine } from '../../../triage/issues/activity.ts';
import { NormNotAskingError } from '../../../triage/issues/errors.ts';
import { promptFor, questionOf } from '../../../triage/issues/norm.ts';
import type { Session } from '../../../triage/sessions/session.ts';
import { confirmFix, sendPrompt } from '../send-prompt.ts';
import { documentsOf } from '../documents.ts';
import { waitInUi } from '../../../editor/progress.ts';

/** Answers Norm's question on an issue, in the session that asked. */
export default defineCommand({
  args: z.object({ ...issueTarget, detail: z.optional(z.string()), confirm: z.optional(z.literal(true)) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    return answerQuestion(services, session, issueId, { detail: args.detail, confirm: args.confirm === true }, call);
  },
});

/** Characters of a question that the prompt for the answer shows. */
const shownQuestion = 300;

/**
 * Answers a question of Norm in the same session. The answer to a read-only run needs no consent; any other run may
 * write, and needs it.
 *
 * @throws NormNotAskingError, NormConsentError, Cancelled, ServiceError
 */
export async function answerQuestion(
  services: Services,
  session: Session,
  issueId: string,
  given: { readonly detail: string | undefined; readonly confirm: boolean },
  call: Call,
) {
  if (given.detail === undefined) refuseToAsk(call, 'detail');
  const { l10n } = vscode;
  const { activity } = session.issues.contents(issueId);
  const reading = Promise.all([session.api.issues.get(issueId), activity.load()]);
  const [issue] = await waitInUi(call, l10n.t('Loading issue'), reading);
  session.issues.put(issue);
  const question = questionOf(issue, activity.items);
  if (question === undefined) throw new NormNotAskingError({ connectionId: session.connection.id, issueId });
  const { intent, sessionId, text } = question;
  const longest = maxPromptLength - promptFor(intent, '').length - 1;
  const draft = given.detail === undefined ? await openDraft(services, session, 'norm', issueId) : undefined;
  const words =
    given.detail?.trim() ??
    (await askLongText({
      title: l10n.t('Answer Norm on {0}', oneLine(issue.triage_id, 20)),
      prompt: oneLine(text, shownQuestion) || l10n.t("See the question in the issue's activity."),
      longest,
      ...(draft === undefined ? {} : { draft }),
    }));
  checkLength('detail', words, longest);
  if (intent === 'fix') await confirmFix(call, given.confirm, issue.triage_id);
  documentsOf(services).questions.markAnswered(question);
  const result = await sendPrompt(services, session, { issueId, sessionId, detail: promptFor(intent, words) }, call);
  draft?.discard();
  return result;
}
