import type * as vscode from 'vscode';
import { loggedAs } from '../shared/logged-as.ts';
import type { Database } from '../storage/database.ts';
import { MaskingPreference } from '../triage/masking-preference.ts';
import { isMasked, onDidChangeMasked } from './masking.ts';

/** Records the setting, now and when it changes, for processes outside the editor. */
export function shareMasking(database: Database, log: Pick<vscode.LogOutputChannel, 'error'>): vscode.Disposable {
  const preference = new MaskingPreference(database);
  const record = (): void =>
    void preference.record(isMasked()).catch((error: unknown) => {
      log.error(`The setting for masking cannot be recorded: ${loggedAs(error)}`);
    });
  record();
  return onDidChangeMasked(record);
}
