import * as vscode from 'vscode';
import type { CallDetails } from '../../api/bland/calls.ts';
import type { WarmTransfer } from '../../api/bland/warm-transfers.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { formatDuration, dateAndTime } from '../../editor/words/format.ts';
import { originName } from '../../editor/words/imports.ts';
import { formatPhoneNumber } from '../../shared/phone.ts';
import type { CallHeader, HeaderField } from '../../shared/transcript.ts';
import { startTimeOf } from '../../triage/calls/facts.ts';
import { isOrigin } from '../../triage/calls/import/import-item.ts';
import { valueLines } from '../../triage/issues/activity.ts';
import { durationOf, printable, type Transcript } from '../../triage/transcript/transcript.ts';
import { valueWord } from '../../editor/words/service-values.ts';

/** Call variables that are shown at most. A server may answer with any number of them. */
const maxVariables = 200;

/** The header above a transcript. */
export function callHeader(transcript: Transcript, issue: Issue | undefined): CallHeader {
  const { details } = transcript;
  const otherParty = details.inbound === false ? details.to : details.from;
  const number = otherParty === null ? null : formatPhoneNumber(printable(otherParty));
  return {
    kind: 'call',
    callId: transcript.callId,
    number,
    facts: callFacts(transcript, number),
    summary: printable(details.summary ?? ''),
    fields: headerFields(transcript),
    issue: issueHeader(issue),
  };
}

/** The issue in the header of a call or conversation. */
export function issueHeader(issue: Issue | undefined): CallHeader['issue'] {
  if (issue === undefined) return null;
  return {
    issueId: issue.id,
    code: issue.triage_id,
    title: printable(issue.title),
    facts: [issue.severity, issue.status].map(valueWord),
  };
}

/** All details of a call in reading order, without those that the service does not give. */
export function headerFields({ callId, details, running }: Transcript): HeaderField[] {
  const { l10n } = vscode;
  const duration = durationOf(details);
  const field = (id: string, label: string, value: string | null | undefined, verbatim = false): HeaderField[] => {
    const text = printable(value ?? '').trim();
    return text === '' ? [] : [{ id, label, value: text, verbatim }];
  };
  return [
    ...field('from', l10n.t('From'), details.from),
    ...field('to', l10n.t('To'), details.to),
    ...field('began', l10n.t('Started'), dateAndTime(startTimeOf(details), 'medium'), true),
    ...field(
      'duration',
      l10n.t('Duration'),
      running ? l10n.t('still running') : duration === null ? '' : formatDuration(duration),
    ),
    ...field('endedBy', l10n.t('Ended by'), endedBy(details)),
    ...field('answeredBy', l10n.t('Answered by'), details.answered_by),
    ...field('status', l10n.t('Status'), details.status),
    ...field('origin', l10n.t('Origin'), originWord(details)),
    ...field('error', l10n.t('Error'), details.error_message),
    ...field('transferredTo', l10n.t('Transferred to'), details.transferred_to),
    ...field('warmTransfer', l10n.t('Warm transfer'), details.warm_transfers.map(transferWords).join('\n')),
    ...field('summary', l10n.t('Summary'), details.summary),
    ...field('call', l10n.t('Call'), callId, true),
    ...field('agent', l10n.t('Agent'), details.agent_id ?? details.agent_version_id, true),
    ...field('pathway', l10n.t('Pathway'), details.pathway_id, true),
    ...field('pathwayVersion', l10n.t('Pathway version'), versionOf(details)),
    ...field('persona', l10n.t('Persona'), details.persona_id, true),
    ...Object.entries(details.variables ?? {})
      .slice(0, maxVariables)
      .flatMap(([name, value]) => {
        const label = printable(name).slice(0, 100);
        return field(`variables.${name.slice(0, 150)}`, label, valueLines(value).join('\n'));
      }),
  ];
}

function callFacts({ details, running, approximate }: Transcript, number: string | null): string[] {
  const { l10n } = vscode;
  const facts: string[] = [];
  const origin = originWord(details);
  if (origin !== '') facts.push(origin);
  const began = dateAndTime(startTimeOf(details), 'short');
  if (began !== '') facts.push(began);
  if (running) facts.push(l10n.t('still running'));
  const duration = durationOf(details);
  if (duration !== null) facts.push(formatDuration(duration));
  if (number !== null) facts.push(number);
  if (details.inbound !== null) facts.push(details.inbound ? l10n.t('inbound') : l10n.t('outbound'));
  if (details.call_ended_by === 'ASSISTANT') facts.push(l10n.t('ended by agent'));
  if (details.call_ended_by === 'USER') facts.push(l10n.t('ended by caller'));
  const unremarkable = ['human', 'completed', 'unknown', '', null];
  if (!unremarkable.includes(details.answered_by))
    facts.push(l10n.t('answered by {0}', valueWord(details.answered_by ?? '')));
  if (!unremarkable.includes(details.status)) facts.push(valueWord(details.status ?? ''));
  if (details.error_message !== null && details.error_message !== '') {
    facts.push(l10n.t('error: {0}', printable(details.error_message)));
  }
  if (approximate) facts.push(l10n.t('message numbers approximate'));
  return facts;
}

/** Name of the platform that an imported call is from; empty for the service's own calls. */
function originWord({ origin }: CallDetails): string {
  if (origin === null) return '';
  return isOrigin(origin) ? originName(origin) : printable(origin).slice(0, 40);
}

/** Says how a warm transfer went: `no answer (+1 415 555 0177: no answer)`. */
function transferWords({ state, proxy_agent_calls: calls }: WarmTransfer): string {
  const word = (text: string | null): string => valueWord((text ?? '').toLowerCase());
  const each = calls.map(({ state: own, phone_number: number }) =>
    [formatPhoneNumber(number ?? ''), word(own)].filter((part) => part !== '').join(': '),
  );
  return each.length === 0 ? word(state) : `${word(state)} (${each.join(', ')})`.trim();
}

function endedBy({ call_ended_by: by }: CallDetails): string {
  if (by === 'ASSISTANT') return vscode.l10n.t('agent');
  return by === 'USER' ? vscode.l10n.t('caller') : (by ?? '');
}

function versionOf({ pathway_version: version }: CallDetails): string {
  return version === null ? '' : String(version);
}
