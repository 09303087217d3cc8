import * as vscode from 'vscode';
import { Cancelled } from '../editor/errors/cancelled.ts';
import { isAbort, NetworkError, TimeoutError } from '../api/errors.ts';
import type { Call } from '../editor/call.ts';
import { explain } from '../editor/errors/explain.ts';
import { showError } from '../editor/notices.ts';
import { withNotificationProgress } from '../editor/progress.ts';
import { formatNumber } from '../editor/words/format.ts';

export interface Transfer {
  readonly title: string;
  /** Bytes; null when unknown. */
  readonly size: number | null;
}

/** `moved` takes the number of bytes so far. */
export type Move<T> = (signal: AbortSignal, moved: (bytes: number) => void) => Promise<T>;

/**
 * Transfers bytes with progress and a way to cancel. When the connection breaks, the user may start over; a
 * script gets the error.
 *
 * @throws Cancelled; what `move` throws
 */
export async function transfer<T>(call: Call, { title, size }: Transfer, move: Move<T>): Promise<T> {
  if (!call.fromUi) return move(new AbortController().signal, () => undefined);
  for (;;) {
    let reached = 0;
    try {
      return await withProgress(title, size, (signal, moved) =>
        move(signal, (bytes) => {
          reached = bytes;
          moved(bytes);
        }),
      );
    } catch (error) {
      if (isAbort(error)) throw new Cancelled();
      if (!(error instanceof NetworkError || error instanceof TimeoutError)) throw error;
      if (!(await askToStartOver(title, reached, size, error))) throw new Cancelled();
    }
  }
}

async function withProgress<T>(title: string, size: number | null, move: Move<T>): Promise<T> {
  return withNotificationProgress(title, (signal, report) => {
    let percent = 0;
    return move(signal, (bytes) => {
      const now = size === null || size === 0 ? 0 : Math.floor((100 * bytes) / size);
      if (size !== null && now === percent) return;
      report(size === null ? sizeInWords(bytes) : `${now} %`, now - percent);
      percent = now;
    });
  });
}

async function askToStartOver(title: string, reached: number, size: number | null, error: Error): Promise<boolean> {
  const { l10n } = vscode;
  const place = size === null ? sizeInWords(reached) : l10n.t('{0} of {1}', sizeInWords(reached), sizeInWords(size));
  const tryAgain = l10n.t('Start Over');
  const chosen = await showError(
    `${title}: ${l10n.t('interrupted at {0} and lost.', place)} ${explain(error).sentence}`,
    tryAgain,
    l10n.t('Give Up'),
  );
  return chosen === tryAgain;
}

/** Formats a number of bytes as `1.5 MB`. */
export function sizeInWords(bytes: number): string {
  const units = ['', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit += 1) value /= 1024;
  if (unit === 0) return value === 1 ? vscode.l10n.t('1 byte') : vscode.l10n.t('{0} bytes', value);
  return `${formatNumber(value, value < 10 ? 1 : 0)} ${units[unit]}`;
}
