import * as vscode from 'vscode';
import { timeOfDay } from '../words/format.ts';

/** A command that can help with an error. */
export interface Remedy {
  readonly label: string;
  readonly command: `callTriage.${string}`;
  readonly args?: object;
}

export interface Explanation {
  /** One or two sentences, without error codes or stack traces. */
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
}

export function withoutRemedies(sentence: string): Explanation {
  return { sentence, remedies: [] };
}

export function remedy(label: string, command: string): Remedy {
  return { label, command: `callTriage.${command}` };
}

export function showLog(): Remedy {
  return remedy(vscode.l10n.t('Show Log'), 'showLog');
}

/** Formats the local time a number of milliseconds from now, as `14:32`. */
export function clockTime(fromNowMs: number): string {
  return timeOfDay(new Date(Date.now() + fromNowMs));
}
