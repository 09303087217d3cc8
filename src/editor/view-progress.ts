import * as vscode from 'vscode';

/** Shows the progress bar of a view while something of it loads. */
export async function whileInView<T>(work: () => Promise<T>, viewId = 'callTriage.issues'): Promise<T> {
  return vscode.window.withProgress({ location: { viewId } }, work);
}
