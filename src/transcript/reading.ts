import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { explain } from '../editor/explain.ts';
import { shown } from '../editor/privacy.ts';
import { excerpt } from '../editor/wording.ts';
import type { PageState } from '../shared/messages.ts';
import type { Conversation } from '../triage/conversation.ts';
import type { Session } from '../triage/session.ts';
import { printable, type Transcript } from '../triage/transcript.ts';
import type { Target } from './target.ts';

/** What a panel reads: a call's transcript or an SMS conversation. */
export type Reading = Transcript | Conversation;

export function isConversation(reading: Reading): reading is Conversation {
  return 'conversationId' in reading;
}

/** What the service has of it. @throws ServiceError */
export function readingOf(session: Session, target: Target): Promise<Reading> {
  return 'callId' in target ? session.transcripts.get(target.callId) : session.conversations.get(target.conversationId);
}

/** The tab's title. */
export function titleOf(reading: Reading): string {
  const { l10n } = vscode;
  const words = excerpt(shown(printable(reading.details.summary ?? '')), 40);
  if (!isConversation(reading)) return words === '' ? l10n.t('Call {0}', reading.callId.slice(0, 8)) : words;
  const { user_number: number } = reading.details;
  return l10n.t(
    'SMS with {0}',
    number === null ? reading.conversationId.slice(0, 8) : excerpt(shown(printable(number)), 40),
  );
}

/**
 * Loads the issue and what else stands beside. None of it keeps what is read from being read: never rejects.
 *
 * @returns what something of it failed with, if anything did
 */
export async function loadBeside(
  session: Session,
  target: Target,
  found: (issue: Issue | undefined) => void,
): Promise<unknown> {
  const { issues, flagTypes } = session;
  const { issueId } = target;
  const isCall = 'callId' in target;
  const tasks: Promise<unknown>[] = isCall ? [flagTypes.load()] : [];
  if (issueId !== null) {
    tasks.push(issues.find(issueId, new AbortController().signal).then(found));
    tasks.push(issues.loadResources(issueId));
    if (isCall) tasks.push(issues.loadFlags(issueId));
  }
  const failed = (await Promise.allSettled(tasks)).find((result) => result.status === 'rejected');
  return failed?.reason;
}

/** Why it cannot be read, and what can be done about that. */
export function problemOf(error: unknown): Extract<PageState, { kind: 'problem' }> {
  const { sentence, remedies } = explain(error);
  const actions = remedies.map(({ label, command }) => ({ id: command, label }));
  return { kind: 'problem', sentence, actions: [{ id: 'retry', label: vscode.l10n.t('Retry') }, ...actions] };
}
