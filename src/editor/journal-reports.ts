import * as vscode from 'vscode';
import type { JournalReport } from '../triage/journal/adopt.ts';
import type { OutboxStore } from '../triage/journal/store.ts';

/** A file of nothing but damage must not fill the log; the parts themselves are kept in any case. */
const mostLines = 100;

/** Says what of the recorded writes cannot be read: every part in the log, and to the user that there is something. */
export function tellReports(store: OutboxStore, log: vscode.LogOutputChannel): void {
  let told = 0;
  store.onDidReport((report) => {
    told += 1;
    if (told <= mostLines) log.warn(lineOf(report));
    if (told === 1) void warn(report);
  });
}

async function warn(report: JournalReport): Promise<void> {
  const { l10n } = vscode;
  const showLog = l10n.t('Show Log');
  const sentence =
    report.reason === 'newer' || report.reason === 'kind'
      ? l10n.t('A newer version of Call Triage recorded changes that wait to be sent. They are left for it.')
      : l10n.t(
          'Some changes that waited to be sent cannot be read. What there is of them is kept; the log says where.',
        );
  const chosen = await vscode.window.showWarningMessage(sentence, showLog);
  if (chosen === showLog) await vscode.commands.executeCommand('callTriage.showLog');
}

function lineOf({ reason, position, length, keptIn }: JournalReport): string {
  const part = position === null ? 'a journal' : `${length ?? 0} bytes from ${position} of a journal`;
  return `Outbox: ${part} not used (${reason})${keptIn === null ? '' : `, kept in ${keptIn}`}.`;
}
