import * as vscode from 'vscode';

/** The user's own value of `callTriage.queries`, whatever a workspace says. */
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
