import * as vscode from 'vscode';
import { bytesIn } from '../../api/bytes.ts';
import { BytesError } from '../../api/errors.ts';
import { fileBytes } from '../../api/file-bytes.ts';
import { fileErrorCode } from '../../editor/errors/document-errors.ts';
import { audioTypeByName, type CallFile, mayHoldCalls } from '../../triage/calls/importing/call-file.ts';

const maxDepth = 4;

/** Files that are not on this machine's disk are read in one piece, up to this size. Bytes. */
const maxInMemory = 64 * 1024 * 1024;

/**
 * Finds the files to import: those that are named, and in folders those that may hold calls or their recordings. One that is
 * named twice comes once.
 */
export async function findCallFiles(uris: readonly vscode.Uri[]): Promise<readonly CallFile[]> {
  const found = new Map<string, CallFile>();
  for (const uri of uris) {
    for (const file of await filesIn(uri, maxDepth, true)) if (!found.has(file.uri)) found.set(file.uri, file);
  }
  return [...found.values()];
}

/** Returns bytes as a file to import. */
export function fileInMemory(name: string, bytes: Uint8Array): CallFile {
  const uri = `untitled:${encodeURIComponent(name)}`;
  return { name, uri, isChosen: true, ...bytesIn(bytes), audioBeside: async () => [] };
}

/** Returns a file that was dropped from outside the editor, which may have no address. */
export async function droppedFile(file: vscode.DataTransferFile): Promise<readonly CallFile[]> {
  if (file.uri !== undefined) return findCallFiles([file.uri]);
  return [fileInMemory(file.name, await file.data())];
}

async function filesIn(uri: vscode.Uri, depth: number, isChosen: boolean): Promise<CallFile[]> {
  let facts: vscode.FileStat;
  try {
    facts = await vscode.workspace.fs.stat(uri);
  } catch (error) {
    // Reading it says what is wrong.
    return [fileAt(uri, 0, isChosen, new BytesError('unreadable', fileErrorCode(error)))];
  }
  if ((facts.type & vscode.FileType.Directory) === 0) return [fileAt(uri, facts.size, isChosen)];
  const entries = await vscode.workspace.fs.readDirectory(uri);
  const files: CallFile[] = [];
  for (const [name, kind] of entries.sort(([a], [b]) => a.localeCompare(b))) {
    const child = vscode.Uri.joinPath(uri, name);
    if (kind === vscode.FileType.Directory) {
      if (depth > 0) files.push(...(await filesIn(child, depth - 1, false)));
    } else if (mayHoldCalls(name) || audioTypeByName(name) !== undefined)
      files.push(...(await filesIn(child, 0, false)));
  }
  return files;
}

function fileAt(uri: vscode.Uri, size: number, isChosen: boolean, broken?: BytesError): CallFile {
  return {
    name: nameOf(uri),
    uri: uri.toString(),
    size,
    isChosen,
    async *open() {
      if (broken !== undefined) throw broken;
      yield* uri.scheme === 'file' ? (await fileBytes(uri.fsPath)).open() : bytesIn(await readWhole(uri, size)).open();
    },
    audioBeside: () => audioIn(vscode.Uri.joinPath(uri, '..')),
  };
}

/** @throws BytesError */
async function readWhole(uri: vscode.Uri, size: number): Promise<Uint8Array> {
  if (size > maxInMemory) throw new BytesError('unreadable', 'EFBIG');
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw new BytesError('unreadable', fileErrorCode(error));
  }
}

async function audioIn(folder: vscode.Uri): Promise<readonly CallFile[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const names = entries.filter(
      ([name, type]) => type === vscode.FileType.File && audioTypeByName(name) !== undefined,
    );
    return (await Promise.all(names.map(([name]) => filesIn(vscode.Uri.joinPath(folder, name), 0, false)))).flat();
  } catch {
    // The folder cannot be listed: there are no recordings to be found.
    return [];
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1) || uri.path;
}
