import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { maxPromptLength } from '../../../api/bland/norm.ts';
import { defineCommand } from '../../../editor/command.ts';
import { askIssue, askPick, issueTarget } from '../../../editor/prompts/ask.ts';
import { openDraft, type TextDraft } from '../../../editor/prompts/text-draft.ts';
import { askLongText, checkLength } from '../../../editor/prompts/text-prompt.ts';
import { normDoes, type NormIntent, normIntents, promptFor } from '../../../triage/issues/norm.ts';
import { answerQuestion } from './answer-norm.ts';
import { confirmFix, sendPrompt } from '../send-prompt.ts';
import { ApiError } from '../../../api/errors.ts';
import { allItems } from '../../../api/pages.ts';
import { NormInactiveError } from '../../../triage/issues/errors.ts';
import type { Services } from '../../../editor/services.ts';
import type { Session } from '../../../triage/sessions/session.ts';
import { waitInUi } from '../../../editor/progress.ts';

/** Starts a run of Norm. One that may draft a change needs consent. */
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
    const title = vscode.l10n.t('Loading issue');
    await waitInUi(call, title, requireNorm(services, session));
    const issue = call.fromUi ? await waitInUi(call, title, session.api.issues.get(issueId)) : undefined;
    const asking = issue !== undefined && normDoes(issue) === 'asking';
    const intent = args.intent ?? (await askPick(call, 'intent', vscode.l10n.t('Ask Norm'), choices(asking)));
    const confirmed = args.confirm === true;
    if (intent === 'answer') {
      return answerQuestion(services, session, issueId, { detail: args.detail, confirm: confirmed }, call);
    }
    const mustAskInstructions = call.fromUi && intent === 'fix' && args.detail === undefined;
    const draft = mustAskInstructions ? await openDraft(services, session, 'norm', issueId) : undefined;
    const detail = promptFor(intent, args.detail ?? (draft === undefined ? '' : await askFixInstructions(draft)));
    checkLength('detail', detail, maxPromptLength);
    if (intent === 'fix') await confirmFix(call, confirmed, issue?.triage_id ?? issueId);
    const result = await sendPrompt(services, session, { issueId, detail }, call);
    draft?.discard();
    return result;
  },
});

function askFixInstructions(draft: TextDraft): Promise<string> {
  return askLongText({
    title: vscode.l10n.t('Ask Norm for a Draft'),
    prompt: vscode.l10n.t('What should Norm do? (optional)'),
    longest: maxPromptLength - '/fix '.length,
    optional: true,
    draft,
  });
}

function choices(asking: boolean): (vscode.QuickPickItem & { readonly value: NormIntent | 'answer' })[] {
  const { l10n } = vscode;
  return [
    ...(asking
      ? [{ label: l10n.t('Answer Norm…'), detail: l10n.t('Norm is waiting for an answer.'), value: 'answer' as const }]
      : []),
    { label: l10n.t('Status'), detail: l10n.t('Current state of the issue (read-only)'), value: 'status' },
    { label: l10n.t('Verify'), detail: l10n.t('Checks whether the flags still apply (read-only)'), value: 'verify' },
    {
      label: l10n.t('Fix…'),
      detail: l10n.t('Drafts a change; asks first'),
      value: 'fix',
    },
  ];
}

/** Sessions whose organization is known to have an active agent. */
class SessionsWithNorm {
  readonly known = new WeakSet<Session>();
}

/**
 * Checks that an agent is active before a session and a prompt are created (List Agents; today it lists Norm
 * alone). A service that does not list agents passes.
 *
 * @throws NormInactiveError when no agent is active
 */
async function requireNorm(services: Services, session: Session): Promise<void> {
  const { known } = services.once(SessionsWithNorm);
  if (known.has(session)) return;
  try {
    const page = (cursor: string | undefined) => session.api.norm.list({ cursor });
    for await (const agent of allItems(page, { maxPages: 2 })) if (agent.is_active !== false) known.add(session);
  } catch (error) {
    // Other failures will meet the prompt itself, which can wait in the outbox.
    if (!(error instanceof ApiError)) return;
    known.add(session);
  }
  if (!known.has(session)) throw new NormInactiveError();
}
