import * as vscode from 'vscode';

/** What can be done about an error: a command of ours. */
export interface Remedy {
  readonly label: string;
  readonly command: `callTriage.${string}`;
  /** What it is run with: what the error tells about. */
  readonly args?: object;
}

export interface Explanation {
  /** What happened and what it means, in one or two sentences; no codes that nobody asked for, never a stack trace. */
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

/** The local time so many milliseconds from now, as `14:32`. */
export function clockTime(fromNowMs: number): string {
  return new Date(Date.now() + fromNowMs).toLocaleTimeString(vscode.env.language, {
    hour: '2-digit',
    minute: '2-digit',
  });
}
