import path from 'node:path';
import * as vscode from 'vscode';
import { holdStatusMessage, warn } from '../notices.ts';
import type { Database, StorageReport } from '../../storage/database.ts';

/** Shows each problem with the database once, and a status message while saving waits. */
export function tellStorageReports(database: Database, log: vscode.LogOutputChannel): vscode.Disposable {
  const told = new Set<string>();
  let waiting: vscode.Disposable | undefined;
  return database.onDidReport((report) => {
    log.warn(`Database: ${report.kind}.`);
    waiting?.dispose();
    if (report.kind === 'waiting') waiting = holdStatusMessage(vscode.l10n.t('Waiting to save…'));
    const warning = warningFor(report);
    if (warning === undefined || told.has(warning)) return;
    told.add(warning);
    void warn(warning);
  });
}

function warningFor(report: StorageReport): string | undefined {
  const { l10n } = vscode;
  switch (report.kind) {
    case 'newer':
      return l10n.t(
        'The database was written by a newer version of Call Triage. Update the extension to save changes.',
      );
    case 'network':
      return l10n.t(
        'Network file systems are not supported: Call Triage may lose changes saved in its storage folder.',
      );
    case 'damaged':
      return l10n.t(
        'The Call Triage database was damaged and has been replaced. The old file was kept as {0}.',
        path.basename(report.file),
      );
    default:
      return undefined;
  }
}
