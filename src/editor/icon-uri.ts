import * as vscode from 'vscode';

/** Returns the URI of a file in `media/icons`. */
export function iconUri(name: string): vscode.Uri {
  const extension = vscode.extensions.getExtension('call-triage.call-triage');
  if (extension === undefined) throw new Error('The extension is not installed under its own name.');
  return vscode.Uri.joinPath(extension.extensionUri, 'media', 'icons', name);
}
