import * as vscode from 'vscode';

/** Reads user settings only. */
export function querySetting(): unknown {
  return vscode.workspace.getConfiguration('callTriage').inspect('queries')?.globalValue;
}

/** Adds a query to the user's settings. */
export async function addQuery(entry: object): Promise<void> {
  const before = querySetting();
  await vscode.workspace
    .getConfiguration('callTriage')
    .update('queries', [...(Array.isArray(before) ? before : []), entry], vscode.ConfigurationTarget.Global);
}
