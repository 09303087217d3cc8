import * as vscode from 'vscode';
import { type AgentWords, agentWords } from '../editor/words/agents.ts';
import { formatDuration } from '../editor/words/format.ts';
import { type CallFilter, isLocal } from '../triage/calls/filter.ts';
import type { Session } from '../triage/sessions/session.ts';

/** Describes the active filters, in the order of the picker. */
export function filterWords(filter: CallFilter, agentOf: AgentWords): string[] {
  const { l10n } = vscode;
  const {
    number,
    startDate,
    endDate,
    completed,
    answeredBy,
    endedBy,
    inbound,
    minDuration,
    maxDuration,
    reviewed,
    text,
    agentId,
  } = filter;
  return [
    number,
    startDate === undefined ? undefined : l10n.t('from {0}', startDate),
    endDate === undefined ? undefined : l10n.t('to {0}', endDate),
    inbound === undefined ? undefined : inbound ? l10n.t('inbound') : l10n.t('outbound'),
    completed === undefined ? undefined : completed ? l10n.t('completed') : l10n.t('not completed'),
    answeredBy === undefined ? undefined : l10n.t('answered by {0}', answeredBy),
    endedBy === undefined ? undefined : endedByWord(endedBy),
    minDuration === undefined ? undefined : l10n.t('at least {0}', formatDuration(minDuration)),
    maxDuration === undefined ? undefined : l10n.t('at most {0}', formatDuration(maxDuration)),
    reviewed === undefined ? undefined : reviewed ? l10n.t('reviewed') : l10n.t('not reviewed'),
    agentId === undefined ? undefined : l10n.t('agent {0}', agentOf(agentId)),
    text === undefined ? undefined : `“${text}”`,
  ].filter((word) => word !== undefined);
}

export function endedByWord(by: NonNullable<CallFilter['endedBy']>): string {
  return by === 'USER' ? vscode.l10n.t('ended by caller') : vscode.l10n.t('ended by agent');
}

/** Returns the message above the rows of a filtered view. */
export function filterMessage(session: Session): string | undefined {
  const { filter, list, shown } = session.calls;
  const words = filterWords(filter, agentWords(session));
  if (words.length === 0) return undefined;
  const sentence = vscode.l10n.t('Filtered: {0}.', words.join(' · '));
  if (!isLocal(filter) || !list.loaded) return sentence;
  return `${sentence} ${
    list.hasMore
      ? vscode.l10n.t('Found in {0} of {1} loaded calls.', shown.length, list.items.length)
      : vscode.l10n.t('Found in {0} of {1} calls.', shown.length, list.items.length)
  }`;
}
