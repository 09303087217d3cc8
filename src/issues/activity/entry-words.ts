import * as vscode from 'vscode';
import type { ActivityEntry } from '../../api/bland/activity.ts';
import { messageName } from '../../editor/words/messages.ts';
import type { PersonWords } from '../../editor/words/people.ts';
import { changeOf } from '../../triage/issues/activity.ts';
import { oneLine } from './masked-text.ts';
import { valueWord } from '../../editor/words/service-values.ts';

export interface EntryWords {
  readonly personOf: PersonWords;
  /** The time of a message in seconds since the call started; null when the call has not been read. */
  readonly secondsOf: (callId: string, index: number) => number | null;
}

/** Describes an entry, without actor and time. */
export function headline(entry: ActivityEntry, words: EntryWords): string {
  const { l10n } = vscode;
  const change = (what: string): string => `${what}${arrow(entry)}`;
  const handOver = (what: string): string => `${what}${arrow(entry, words.personOf)}`;
  switch (entry.type) {
    case 'created':
      return l10n.t('created the issue');
    case 'status_changed':
      return change(l10n.t('changed the status'));
    case 'severity_changed':
      return change(l10n.t('changed the severity'));
    case 'category_changed':
      return change(l10n.t('changed the category'));
    case 'assignee_changed':
      return handOver(l10n.t('changed the assignee'));
    case 'owner_changed':
      return handOver(l10n.t('changed the owner'));
    case 'comment':
      return l10n.t('commented');
    case 'resource_added':
      return l10n.t('attached evidence');
    case 'resource_removed':
      return l10n.t('detached evidence');
    case 'flag_added':
      return l10n.t('flagged a message') + flagWords(entry, words);
    case 'flag_removed':
      return l10n.t('removed a flag') + flagWords(entry, words);
    case 'relation_added':
      return l10n.t('linked an issue') + relationWords(entry);
    case 'relation_removed':
      return l10n.t('unlinked an issue') + relationWords(entry);
    case 'alert_transition':
      return change(l10n.t('changed an alert'));
    case 'accepted':
      return l10n.t('accepted the issue');
    case 'declined':
      return l10n.t('declined the issue');
    case 'merged':
      return l10n.t('merged the issue');
    default:
      return agentWords(entry);
  }
}

function agentWords(entry: ActivityEntry): string {
  const { l10n } = vscode;
  switch (entry.type) {
    case 'session_started':
      return l10n.t('started a Norm session');
    case 'prompt': {
      const intent = entry.metadata?.['intent'];
      return typeof intent === 'string' ? l10n.t('asked Norm ({0})', oneLine(intent, 20)) : l10n.t('asked Norm');
    }
    case 'thought':
      return l10n.t('is thinking');
    case 'action':
      return l10n.t('ran a tool');
    case 'response':
      return l10n.t('answered');
    case 'artifact':
      return l10n.t('created something');
    case 'error':
      return l10n.t('failed');
    case 'session_stopped':
      return l10n.t('session ended');
    default:
      return oneLine(entry.type, 60);
  }
}

/** Returns `: todo → done`, or what is known of it. */
function arrow(entry: ActivityEntry, wordOf: (value: string) => string = valueWord): string {
  const { from, to } = changeOf(entry);
  if (from === null && to === null) return '';
  const word = (value: string | null): string => (value === null ? vscode.l10n.t('none') : oneLine(wordOf(value), 64));
  return `: ${word(from)} → ${word(to)}`;
}

function flagWords({ metadata }: ActivityEntry, { secondsOf }: EntryWords): string {
  const type = metadata?.['flag_type'];
  const index = metadata?.['message_index'];
  const callId = metadata?.['call_id'];
  const seconds = typeof index === 'number' && typeof callId === 'string' ? secondsOf(callId, index) : null;
  const on = typeof index === 'number' ? ` ${messageName(index, seconds)}` : '';
  return typeof type === 'string' ? `: ${oneLine(type, 60)}${on}` : '';
}

function relationWords({ metadata }: ActivityEntry): string {
  const incoming = metadata?.['direction'] === 'incoming';
  switch (metadata?.['relation_type']) {
    case 'blocks':
      return `: ${incoming ? vscode.l10n.t('blocked by') : vscode.l10n.t('blocks')}`;
    case 'duplicate_of':
      return `: ${incoming ? vscode.l10n.t('duplicated by') : vscode.l10n.t('duplicate of')}`;
    case 'related_to':
      return `: ${vscode.l10n.t('related to')}`;
    default:
      return '';
  }
}
