import * as vscode from 'vscode';

/** Shows the progress bar of the issues view while something of it loads. */
export async function whileInView<T>(work: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: { viewId: 'callTriage.issues' } }, work);
}
