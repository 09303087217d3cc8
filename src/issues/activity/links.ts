import * as vscode from 'vscode';
import type { ActivityEntry } from '../../api/bland/activity.ts';
import type { ResourceLink } from '../../api/bland/resources.ts';
import { oneLine as idLine } from '../../triage/issues/activity.ts';
import { oneLine } from './masked-text.ts';
import type { Link } from './page.ts';

/** The issue of a page, which every link passes on. */
export interface Place {
  readonly connectionId: string;
  readonly issueId: string;
}

function callLink(place: Place, callId: string, text: string, messageIndex?: number): Link {
  return {
    text,
    tooltip: vscode.l10n.t('Open Transcript'),
    command: 'callTriage.openTranscript',
    args: { ...place, callId, ...(messageIndex === undefined ? {} : { messageIndex }) },
  };
}

/** Links to a transcript, an SMS conversation, or the row of any other evidence. */
export function resourceLink(place: Place, resource: ResourceLink): Link {
  const text = oneLine(resource.title) || idLine(resource.resource_id, 80);
  if (resource.resource_type === 'call') return callLink(place, resource.resource_id, text);
  if (resource.resource_type === 'sms_conversation') {
    return {
      text,
      tooltip: vscode.l10n.t('Open SMS Conversation'),
      command: 'callTriage.openConversation',
      args: { ...place, conversationId: resource.resource_id },
    };
  }
  return {
    text,
    tooltip: vscode.l10n.t('Reveal in Issues View'),
    command: 'callTriage.revealIssue',
    args: { ...place, linkId: resource.id },
  };
}

/** Links to another issue; plain text when its ID is unknown. */
export function issueLink(place: Place, issue: ActivityEntry['referenced_issues'][number]): Link | string {
  const text = `${idLine(issue.triage_id ?? issue.id ?? '', 60)}  ${oneLine(issue.title)}`.trim();
  const issueId = issue.id ?? issue.triage_id;
  if (issueId === null || text === '') return text;
  return {
    text,
    tooltip: vscode.l10n.t('Open Issue'),
    command: 'callTriage.openIssue',
    args: { ...place, issueId },
  };
}

const typesWithOwnPage: ReadonlySet<string> = new Set(['thought', 'response', 'artifact', 'error']);

/** Links an entry's headline to the flagged message, or to the whole of what Norm wrote. */
export function headlineLink(place: Place, entry: ActivityEntry, words: string): Link | string {
  const callId = entry.metadata?.['call_id'];
  const index = entry.metadata?.['message_index'];
  if (entry.type.startsWith('flag_') && typeof callId === 'string' && callId !== '') {
    return callLink(place, callId, words, typeof index === 'number' ? index : undefined);
  }
  if (!typesWithOwnPage.has(entry.type)) return words;
  return {
    text: words,
    tooltip: vscode.l10n.t('Open Separately'),
    command: 'callTriage.showActivity',
    args: { ...place, entryId: entry.id },
  };
}
