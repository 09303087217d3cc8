import * as vscode from 'vscode';
import type { Call } from './call.ts';
import { Cancelled } from './errors/cancelled.ts';
import { promptText, withoutLinks } from './words/literal.ts';
import { forDisplay } from './privacy.ts';

/** `increment` is the percentage done since the last report. */
export type ReportProgress = (message: string | undefined, increment?: number) => void;

export async function withViewProgress<T>(work: () => Promise<T>, viewId = 'callTriage.issues'): Promise<T> {
  return vscode.window.withProgress({ location: { viewId } }, work);
}

export async function withStatusBarProgress<T>(title: string, work: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: promptText(forDisplay(title)) },
    work,
  );
}

/** The notification's *Cancel* aborts the signal. */
export async function withNotificationProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: ReportProgress) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: withoutLinks(forDisplay(title)), cancellable: true };
  return vscode.window.withProgress(options, async (progress, cancel) => {
    const abort = new AbortController();
    cancel.onCancellationRequested(() => abort.abort());
    return work(abort.signal, (message, increment) => {
      progress.report({
        ...(message === undefined ? {} : { message: withoutLinks(forDisplay(message)) }),
        ...(increment === undefined ? {} : { increment }),
      });
    });
  });
}

/** Milliseconds after which work is worth a notification. */
const late = 1_000;

/** Shows a notification, whose *Cancel* aborts the signal, only once the work takes a second. */
export async function withLateProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: ReportProgress) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let show: ReportProgress | undefined;
  const working = work(abort.signal, (message, increment) => show?.(message, increment));
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), late);
  });
  try {
    const first = await Promise.race([working.then(() => 'done'), waited]);
    if (first === 'done') return await working;
  } finally {
    clearTimeout(timer);
  }
  return withNotificationProgress(title, async (signal, report) => {
    signal.addEventListener('abort', () => abort.abort());
    show = report;
    return working;
  });
}

/** Waits for what cannot be stopped, such as a request that others share. *Cancel* ends the waiting. @throws Cancelled */
export async function waitInUi<T>(call: Call, title: string, reading: Promise<T>): Promise<T> {
  if (!call.fromUi) return reading;
  return withLateProgress(title, (signal) => {
    const cancelled = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Cancelled()));
    });
    return Promise.race([reading, cancelled]);
  });
}
