import * as vscode from 'vscode';
import type { ImportItem } from '../triage/calls/import/import-item.ts';
import { readFile } from '../triage/calls/import/read-file.ts';
import { refusalSentence } from '../editor/words/imports.ts';

/** The sandbox accepts no more in one request. */
const maxBytes = 32 * 1024 * 1024;

const maxDepth = 4;

/** A file that was not imported. */
export interface RejectedFile {
  readonly name: string;
  readonly uri: string;
  /** A sentence. */
  readonly reason: string;
  /** The line of the error, from 1; absent when no line is at fault. */
  readonly line?: number;
}

export interface CallFiles {
  readonly items: readonly { readonly name: string; readonly uri: string; readonly content: unknown }[];
  readonly rejected: RejectedFile[];
}

/** Reads JSON files, including those in folders. Every file ends up in one of the two lists. */
export async function readCallFiles(uris: readonly vscode.Uri[]): Promise<CallFiles> {
  const items: CallFiles['items'][number][] = [];
  const rejected: RejectedFile[] = [];
  const files: vscode.Uri[] = [];
  for (const uri of uris) {
    try {
      files.push(...(await filesIn(uri, maxDepth)));
    } catch {
      rejected.push({ ...placeOf(uri), reason: vscode.l10n.t('Could not open the file.') });
    }
  }
  for (const file of files) {
    const read = await readCalls(file);
    if ('reason' in read) {
      rejected.push({ ...placeOf(file), ...read });
      continue;
    }
    for (const item of read.items) {
      const { details, corrected } = item.kind === 'call' ? item : { details: null, corrected: null };
      if (details !== null) items.push({ ...placeOf(file), content: { details, corrected } });
      if (item.kind !== 'refused') continue;
      rejected.push({ ...placeOf(file), reason: refusalSentence(item), line: item.place.line });
    }
  }
  return { items, rejected };
}

async function filesIn(uri: vscode.Uri, depth: number): Promise<vscode.Uri[]> {
  const { type } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) === 0) return [uri];
  const entries = await vscode.workspace.fs.readDirectory(uri);
  const files: vscode.Uri[] = [];
  for (const [name, kind] of entries.sort(([a], [b]) => a.localeCompare(b))) {
    const child = vscode.Uri.joinPath(uri, name);
    if (kind === vscode.FileType.Directory) {
      if (depth > 0) files.push(...(await filesIn(child, depth - 1)));
    } else if (name.toLowerCase().endsWith('.json')) files.push(child);
  }
  return files;
}

async function readCalls(
  uri: vscode.Uri,
): Promise<{ readonly items: readonly ImportItem[] } | { readonly reason: string }> {
  const { l10n } = vscode;
  let bytes: Uint8Array;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) return { reason: l10n.t('The file is larger than {0} MB.', maxBytes / 1024 / 1024) };
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch {
    return { reason: l10n.t('Could not open the file.') };
  }
  return { items: readFile(bytes) };
}

function placeOf(uri: vscode.Uri): { readonly name: string; readonly uri: string } {
  return { name: uri.path.slice(uri.path.lastIndexOf('/') + 1) || uri.path, uri: uri.toString() };
}
