import * as vscode from 'vscode';
import type { CallSummary } from '../../api/bland/calls.ts';
import { formatPhoneNumber } from '../../shared/phone.ts';
import { startTimeOf, outcomeOf, personOf, secondsOf } from '../../triage/calls/facts.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { formatDuration, excerpt, rowMoment, shortMoment } from './format.ts';
import { valueWord } from './service-values.ts';

/** Labels a call by its summary, else the person's number, else its ID. */
export function callLabel(call: CallSummary): string {
  const summary = excerpt(printable(call.summary ?? ''), 120);
  return summary === '' ? personNumber(call) || printable(call.call_id) : summary;
}

/** Titles the row of a call. The time comes first: a narrow side bar cuts off the rest, and summaries start alike. */
export function callTitle(call: CallSummary): string {
  const seconds = secondsOf(call);
  const times = [rowMoment(startTimeOf(call)), seconds === null ? '' : formatDuration(seconds)];
  return [times.filter((part) => part !== '').join(' · '), callLabel(call)].filter((part) => part !== '').join('  ');
}

/** Returns time, duration, number, and the outcome unless the call simply ended. */
export function callFacts(call: CallSummary): string[] {
  const seconds = secondsOf(call);
  const length = seconds === null ? '' : formatDuration(seconds);
  return [shortMoment(startTimeOf(call)), length, personNumber(call), outcomeWord(call)].filter((fact) => fact !== '');
}

/** The color repeats the outcome that the texts name. */
export function callIcon(call: CallSummary): vscode.ThemeIcon {
  const colour = { running: 'charts.green', failed: 'charts.red', voicemail: 'charts.yellow', ended: undefined }[
    outcomeOf(call)
  ];
  return new vscode.ThemeIcon(
    call.inbound === false ? 'call-outgoing' : 'call-incoming',
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
}

export function directionWord(call: CallSummary): string {
  if (call.inbound === null) return '';
  return call.inbound ? vscode.l10n.t('inbound') : vscode.l10n.t('outbound');
}

function personNumber(call: CallSummary): string {
  return formatPhoneNumber(printable(personOf(call) ?? '').trim());
}

function outcomeWord(call: CallSummary): string {
  switch (outcomeOf(call)) {
    case 'running':
      return vscode.l10n.t('not ended');
    case 'failed':
      return valueWord(call.status === null || call.status === 'completed' ? 'failed' : call.status);
    case 'voicemail':
      return vscode.l10n.t('voicemail');
    default:
      return '';
  }
}
