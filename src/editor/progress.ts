import * as vscode from 'vscode';
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
