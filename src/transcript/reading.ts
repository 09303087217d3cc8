import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { explain } from '../editor/errors/explain.ts';
import { excerpt } from '../editor/words/format.ts';
import type { PageState } from '../shared/messages.ts';
import { subjectOf, type TranscriptView } from '../shared/transcript.ts';
import type { Conversation } from '../triage/conversations/conversation.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { Transcript } from '../triage/transcript/transcript.ts';
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

/** The tab's title: the issue's code and who it was with, `T-1042 · +1 415 555 0111`. */
export function titleOf({ header }: Pick<TranscriptView, 'header'>): string {
  const { l10n } = vscode;
  const number = header.number === null ? null : excerpt(header.number, 40);
  const call = header.kind === 'call' ? (number ?? l10n.t('Call {0}', header.callId.slice(0, 8))) : undefined;
  const subject = call ?? l10n.t('SMS with {0}', number ?? subjectOf(header).slice(0, 8));
  return header.issue === null ? subject : `${header.issue.code} · ${subject}`;
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
    tasks.push(issues.find(issueId).then(found));
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
