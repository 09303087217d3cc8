import * as vscode from 'vscode';
import { waitWord } from '../editor/words/messages.ts';
import { DoubtError } from '../triage/outbox/errors.ts';
import type { IssueFlag } from '../triage/flags/marks.ts';

const mayBeStored = ({ error }: IssueFlag): boolean => error instanceof DoubtError && error.mayBeStored;

export function flagFailure(flag: IssueFlag): string {
  return mayBeStored(flag) ? vscode.l10n.t('May be stored') : vscode.l10n.t('Not stored');
}

/** Names the state of a flag; empty for a stored one. */
export function flagStateWords(flag: IssueFlag): string {
  const { waitsFor } = flag;
  switch (flag.state) {
    case 'pending':
      return waitsFor === null ? vscode.l10n.t('sending…') : waitWord(waitsFor);
    case 'removing':
      return waitsFor === null ? vscode.l10n.t('removing…') : vscode.l10n.t('removal {0}', waitWord(waitsFor));
    case 'failed':
      return mayBeStored(flag) ? vscode.l10n.t('may be stored') : vscode.l10n.t('not stored');
    default:
      return '';
  }
}
