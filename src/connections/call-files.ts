import * as vscode from 'vscode';

/** The largest file that is read; the sandbox takes no more in one request. */
const maxBytes = 32 * 1024 * 1024;

/** Folders inside folders, at most. */
const maxDepth = 4;

export interface CallFiles {
  /** The content of each file, parsed. */
  readonly items: readonly { readonly name: string; readonly content: unknown }[];
  /** What could not be read, with the reason as a sentence. */
  readonly rejected: { readonly name: string; readonly reason: string }[];
}

/** Reads JSON files, and those in folders. Every file ends up in one of the two lists. */
export async function readCallFiles(uris: readonly vscode.Uri[]): Promise<CallFiles> {
  const items: { readonly name: string; readonly content: unknown }[] = [];
  const rejected: { readonly name: string; readonly reason: string }[] = [];
  const files: vscode.Uri[] = [];
  for (const uri of uris) {
    try {
      files.push(...(await filesIn(uri, maxDepth)));
    } catch {
      rejected.push({ name: nameOf(uri), reason: vscode.l10n.t('It cannot be opened.') });
    }
  }
  for (const file of files) {
    const name = nameOf(file);
    const read = await readJson(file);
    if ('reason' in read) rejected.push({ name, reason: read.reason });
    else items.push({ name, content: read.content });
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

async function readJson(uri: vscode.Uri): Promise<{ readonly content: unknown } | { readonly reason: string }> {
  const { l10n } = vscode;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) return { reason: l10n.t('It is larger than {0} MB.', maxBytes / 1024 / 1024) };
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return { content: JSON.parse(text) as unknown };
  } catch (error) {
    return { reason: error instanceof SyntaxError ? l10n.t('It is not JSON.') : l10n.t('It cannot be opened.') };
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1) || uri.path;
}
