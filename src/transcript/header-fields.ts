import * as vscode from 'vscode';
import type { CallDetails } from '../api/bland/calls.ts';
import { clock, dateAndTime } from '../editor/words/format.ts';
import type { HeaderField } from '../shared/transcript.ts';
import { valueLines } from '../triage/issues/activity.ts';
import { durationOf, printable, type Transcript } from '../triage/transcript/transcript.ts';
import { startTimeOf } from '../triage/calls/facts.ts';

/** Variables beyond these many are not shown; no agent has as many, but a server may answer anything. */
const maxVariables = 200;

/** Everything that is known of a call, in reading order; what the service does not say is left out. */
export function fieldsOf({ callId, details, running }: Transcript): HeaderField[] {
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
      running ? l10n.t('still running') : duration === null ? '' : clock(duration),
    ),
    ...field('endedBy', l10n.t('Ended by'), endedBy(details)),
    ...field('answeredBy', l10n.t('Answered by'), details.answered_by),
    ...field('status', l10n.t('Status'), details.status),
    ...field('error', l10n.t('Error'), details.error_message),
    ...field('transferredTo', l10n.t('Transferred to'), details.transferred_to),
    ...field('summary', l10n.t('Summary'), details.summary),
    ...field('call', l10n.t('Call'), callId, true),
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

function endedBy({ call_ended_by: by }: CallDetails): string {
  if (by === 'ASSISTANT') return vscode.l10n.t('agent');
  return by === 'USER' ? vscode.l10n.t('caller') : (by ?? '');
}

function versionOf({ pathway_version: version }: CallDetails): string {
  return version === null ? '' : String(version);
}
