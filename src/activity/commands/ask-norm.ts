import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { maxPromptLength } from '../../api/bland/agents.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { type Call, defineCommand } from '../../editor/command.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts.ts';
import { askLongText, checkLength } from '../../editor/text-prompt.ts';
import { type NormIntent, normIntents, promptFor } from '../../triage/norm.ts';
import { promptNorm } from '../../triage/writes/prompt-norm.ts';
import { askForFix } from '../consent.ts';
import { documentsOf } from '../documents.ts';
import { requireNorm } from '../require-norm.ts';

/** What is asked of Norm, complete. */
interface Question {
  readonly detail: string;
  /** The session that waits for this answer. */
  readonly sessionId?: string;
  readonly mayWrite: boolean;
}

/** Asks Norm: how things stand and whether the flags hold at once, to draft a change only when that is confirmed. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    intent: z.optional(z.enum(normIntents)),
    detail: z.optional(z.string()),
    confirm: z.optional(z.literal(true)),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    await requireNorm(session);
    const issue = call.fromUi ? await session.api.issues.get(issueId) : undefined;
    const question = await complete(args.intent, args.detail, call, issue);
    checkLength('detail', question.detail, maxPromptLength);
    if (question.mayWrite) await askForFix(call, args.confirm === true, issue?.triage_id ?? issueId);
    const { detail, sessionId } = question;
    const payload = { issueId, detail, ...(sessionId === undefined ? {} : { sessionId }) };
    const result = await makeWrite(services, session, promptNorm, payload, call, call.fromUi);
    if (!call.fromUi) return isPending(result) ? result : { issueId, ...result };
    if (isPending(result)) return undefined;
    const documents = documentsOf(services);
    const uri = await documents.show(session, issueId, 'activity');
    documents.followRun(session, issueId, uri);
    return undefined;
  },
});

async function complete(
  intent: NormIntent | undefined,
  detail: string | undefined,
  call: Call,
  issue: Issue | undefined,
): Promise<Question> {
  const waiting = issue?.latest_agent_session?.status === 'awaiting_input' ? issue.latest_agent_session.id : null;
  const chosen = intent ?? (await askPick(call, 'intent', vscode.l10n.t('Ask Norm'), choices(waiting !== null)));
  if (chosen === 'answer') {
    // A word at its beginning would be read as another intent: an answer goes on with what may write, so it says so.
    const answer = await askLongText({
      title: vscode.l10n.t('Answer Norm'),
      prompt: vscode.l10n.t('Its question is in the activity of the issue.'),
      longest: maxPromptLength - '/fix '.length,
    });
    return { detail: promptFor('fix', answer), mayWrite: true, ...(waiting === null ? {} : { sessionId: waiting }) };
  }
  const mayWrite = chosen === 'fix';
  if (detail !== undefined || !mayWrite || !call.fromUi) return { detail: promptFor(chosen, detail ?? ''), mayWrite };
  const wish = await askLongText({
    title: vscode.l10n.t('Ask Norm for a Draft'),
    prompt: vscode.l10n.t('What should it do? Leave it empty to let it decide by the issue.'),
    longest: maxPromptLength - '/fix '.length,
    optional: true,
  });
  return { detail: promptFor('fix', wish), mayWrite };
}

function choices(answers: boolean): (vscode.QuickPickItem & { readonly value: NormIntent | 'answer' })[] {
  const { l10n } = vscode;
  return [
    ...(answers
      ? [{ label: l10n.t('Answer Norm…'), detail: l10n.t('It waits for an answer.'), value: 'answer' as const }]
      : []),
    { label: l10n.t('Status'), detail: l10n.t('How does the issue stand? Reads only.'), value: 'status' },
    { label: l10n.t('Verify'), detail: l10n.t('Do its flags still hold? Reads only.'), value: 'verify' },
    { label: l10n.t('Fix…'), detail: l10n.t('Drafts a change; asks before it begins.'), value: 'fix' },
  ];
}
