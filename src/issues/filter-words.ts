import * as vscode from 'vscode';
import { areOpen, type IssueQuery, type Listed, type QueryField, queryFields } from '../triage/issues/queries.ts';
import { printable } from '../triage/transcript/transcript.ts';
import type { QueryNames } from './query-names.ts';
import { valueWord as word } from '../editor/words/service-values.ts';

/** Describes the active filters in the order of the picker: `high, todo, active in the last 7 days`. */
export function filterWords(query: IssueQuery, names: QueryNames): string {
  return queryFields.flatMap((field) => wordsOf(query, field, names) ?? []).join(', ');
}

export function listedWord(listed: Listed): string {
  const { l10n } = vscode;
  return { open: l10n.t('All Open'), all: l10n.t('All Issues'), filtered: l10n.t('Filtered Issues') }[listed];
}

/** Describes one filter; undefined when it is not set. */
export function wordsOf(query: IssueQuery, field: QueryField, { personOf, agentOf }: QueryNames): string | undefined {
  const { l10n } = vscode;
  const named = (name: string, id: string | undefined, wordOf: (id: string) => string = printable) =>
    id === undefined ? undefined : `${name} ${wordOf(id)}`;
  switch (field) {
    case 'search':
      return query.search === undefined ? undefined : `“${printable(query.search)}”`;
    case 'status':
      return areOpen(query.status) ? l10n.t('open') : query.status?.map(word).join(', ');
    case 'severity':
    case 'category':
      return query[field]?.map(word).join(', ');
    case 'resourceType':
      return query.resourceType === undefined ? undefined : resourceWords()[query.resourceType];
    case 'assigneeId':
      return named(l10n.t('assigned to'), query.assigneeId, personOf);
    case 'ownerId':
      return named(l10n.t('owned by'), query.ownerId, personOf);
    case 'agentId':
      return named(l10n.t('agent'), query.agentId, agentOf);
    case 'agentVersionId':
      return named(l10n.t('agent version'), query.agentVersionId);
    case 'dispatchId':
      return named(l10n.t('dispatch'), query.dispatchId);
    case 'skillId':
      return named(l10n.t('skill'), query.skillId);
    case 'hasAlert':
      if (query.hasAlert === undefined) return undefined;
      return query.hasAlert ? l10n.t('with an alert') : l10n.t('without an alert');
    case 'dateRange':
      return query.dateRange === undefined ? undefined : dateWords(query.dateField, query.dateRange);
    case 'dateField':
      return undefined;
  }
}

export function resourceWords(): Readonly<Record<NonNullable<IssueQuery['resourceType']>, string>> {
  const { l10n } = vscode;
  return {
    call: l10n.t('with a call'),
    sms_conversation: l10n.t('with an SMS conversation'),
    file: l10n.t('with a file'),
  };
}

export function dateWords(field: IssueQuery['dateField'], range: NonNullable<IssueQuery['dateRange']>): string {
  const { l10n } = vscode;
  const long = {
    '24h': l10n.t('24 hours'),
    '7d': l10n.t('7 days'),
    '30d': l10n.t('30 days'),
    '90d': l10n.t('90 days'),
  };
  return field === 'created_at'
    ? l10n.t('created in the last {0}', long[range])
    : l10n.t('active in the last {0}', long[range]);
}
