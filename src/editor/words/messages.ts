import * as vscode from 'vscode';
import { offset } from '../../shared/offset.ts';
import type { FlagMark, TranscriptRow } from '../../shared/transcript.ts';
import type { WaitReason } from '../../triage/outbox/wait-reason.ts';
import type { TextWords } from '../../triage/transcript/text.ts';

/** The localized words of a transcript as text. */
export function textWords(): TextWords {
  const { l10n } = vscode;
  return {
    call: l10n.t('Call'),
    noMessages: l10n.t('This call has no messages yet.'),
    noText: l10n.t('(no text)'),
    looseFlags: l10n.t('Flags on the whole call'),
    flagState: stateWord,
    messages: (count) => (count === 1 ? l10n.t('1 message') : l10n.t('{0} messages', count)),
    cutText: (shown, all) => l10n.t('(first {0} of {1} characters)', shown, all),
  };
}

function stateWord(state: FlagMark['state']): string {
  switch (state) {
    case 'stored':
      return '';
    case 'pending':
      return vscode.l10n.t('not saved yet');
    case 'removing':
      return vscode.l10n.t('being removed');
    case 'failed':
      return vscode.l10n.t('not saved');
  }
}

/** Names what a flag or comment that cannot be sent is waiting for. */
export function waitWord(waitsFor: WaitReason): string {
  return waitsFor === 'key' ? vscode.l10n.t('waiting for an API key') : vscode.l10n.t('waiting for the service');
}

/** Names a message by its time in the call and its index: `0:16 · #12`. */
export function messageName(index: number, seconds: number | null): string {
  return [offset(seconds), `#${index}`].filter((part) => part !== '').join(' · ');
}

export function speakerOf(row: Pick<TranscriptRow, 'role' | 'speaker'>): string {
  switch (row.role) {
    case 'caller':
      return vscode.l10n.t('Caller');
    case 'agent':
      return vscode.l10n.t('Agent');
    case 'robot':
      return vscode.l10n.t('Robot');
    case 'action':
      return vscode.l10n.t('Action');
    default:
      return row.speaker === '' ? vscode.l10n.t('Unknown') : row.speaker;
  }
}
