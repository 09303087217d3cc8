import * as vscode from 'vscode';

/** Milliseconds between refreshes in the background, as the user wants it; 0 for none. */
export function refreshInterval(): number {
  const wanted = vscode.workspace.getConfiguration('callTriage').get<unknown>('refreshInterval');
  return 1000 * Math.max(0, typeof wanted === 'number' ? wanted : 60);
}
