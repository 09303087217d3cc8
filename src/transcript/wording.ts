import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import type { CallDetails } from '../api/bland/calls.ts';
import { clock, dateAndTime } from '../editor/words/format.ts';
import { showNumber } from '../shared/phone.ts';
import type { CallHeader } from '../shared/transcript.ts';
import { startTimeOf } from '../triage/calls/facts.ts';
import { fieldsOf } from './header-fields.ts';
import { durationOf, printable, type Transcript } from '../triage/transcript/transcript.ts';

/** What stands above the transcript. */
export function headerOf(transcript: Transcript, issue: Issue | undefined): CallHeader {
  const { details } = transcript;
  const number = shownNumber(details.inbound === false ? details.to : details.from);
  return {
    kind: 'call',
    callId: transcript.callId,
    number,
    facts: callFacts(details, transcript.running, number),
    summary: printable(details.summary ?? ''),
    fields: fieldsOf(transcript),
    issue: issueHeader(issue),
  };
}

/** A number as people write it. The field below the header has it as it is, to be copied. */
function shownNumber(number: string | null): string | null {
  return number === null ? null : showNumber(printable(number));
}

/** What the header says of the issue that something is read under. */
export function issueHeader(issue: Issue | undefined): CallHeader['issue'] {
  if (issue === undefined) return null;
  return {
    issueId: issue.id,
    code: issue.triage_id,
    title: printable(issue.title),
    facts: [issue.severity, issue.status].map((word) => printable(word).replaceAll('_', ' ')),
  };
}

function callFacts(details: CallDetails, running: boolean, number: string | null): string[] {
  const { l10n } = vscode;
  const facts: string[] = [];
  const began = dateAndTime(startTimeOf(details), 'short');
  if (began !== '') facts.push(began);
  if (running) facts.push(l10n.t('still running'));
  const duration = durationOf(details);
  if (duration !== null) facts.push(clock(duration));
  if (number !== null) facts.push(number);
  if (details.inbound !== null) facts.push(details.inbound ? l10n.t('inbound') : l10n.t('outbound'));
  if (details.call_ended_by === 'ASSISTANT') facts.push(l10n.t('ended by agent'));
  if (details.call_ended_by === 'USER') facts.push(l10n.t('ended by caller'));
  const usual = ['human', 'completed', 'unknown', '', null];
  if (!usual.includes(details.answered_by)) facts.push(l10n.t('answered by {0}', printable(details.answered_by ?? '')));
  if (!usual.includes(details.status)) facts.push(printable(details.status ?? '').replaceAll('_', ' '));
  if (details.error_message !== null && details.error_message !== '') {
    facts.push(l10n.t('error: {0}', printable(details.error_message)));
  }
  return facts;
}
