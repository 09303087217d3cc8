import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';

/** Imports files and folders that were dropped on the view, from the explorer or from outside the editor. */
export async function dropFiles(transfer: vscode.DataTransfer): Promise<void> {
  const list = (await transfer.get('text/uri-list')?.asString()) ?? '';
  const uris = list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#') && /^[a-z][\w+.-]*:/i.test(line))
    .map((line) => vscode.Uri.parse(line, true));
  const files = [...transfer].flatMap(([, item]) => item.asFile() ?? []);
  if (uris.length + files.length === 0) return;
  // A file that has an address is in both.
  const given = uris.length > 0 ? { uris } : { files, uris };
  await vscode.commands.executeCommand('callTriage.importCalls', { [fromView]: true, ...given });
}
