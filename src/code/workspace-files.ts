import * as vscode from 'vscode';
import type { CodeFiles } from '../triage/code/code-files.ts';
import { DiskFiles, textIn } from '../triage/code/disk-file.ts';
import { filePattern } from '../triage/code/file-kinds.ts';

const disk = new DiskFiles();

/** Reads patterns of `callTriage.code.include`; none means all files. */
function includePatterns(folder: vscode.WorkspaceFolder): readonly string[] {
  const patterns = vscode.workspace.getConfiguration('callTriage.code', folder).get<unknown>('include');
  return Array.isArray(patterns) ? patterns.filter((one) => typeof one === 'string' && one !== '') : [];
}

/** The files of the workspace, without those of `files.exclude`. Files that Git ignores count: saved answers often are. */
export const workspaceFiles: CodeFiles = {
  async list() {
    const searches = (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
      const patterns = includePatterns(folder);
      // Undefined leaves out what `files.exclude` does.
      return (patterns.length === 0 ? [filePattern] : patterns).map((pattern) =>
        vscode.workspace.findFiles(new vscode.RelativePattern(folder, pattern), undefined),
      );
    });
    return [...new Set((await Promise.all(searches)).flat().map((uri) => uri.toString()))];
  },
  async look(file) {
    const edited = editedDocument(file);
    if (edited !== undefined) return { stamp: `edited ${edited.version}`, size: edited.getText().length };
    const uri = vscode.Uri.parse(file, true);
    if (uri.scheme === 'file') return disk.look(uri.fsPath);
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return { stamp: `${mtime} ${size}`, size };
  },
  async read(file, largest) {
    const edited = editedDocument(file);
    if (edited !== undefined) {
      const text = edited.getText();
      return { stamp: undefined, size: text.length, text: text.length > largest ? undefined : text };
    }
    const uri = vscode.Uri.parse(file, true);
    if (uri.scheme === 'file') return disk.read(uri.fsPath, largest);
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    const text = size > largest ? undefined : textIn(await vscode.workspace.fs.readFile(uri));
    return { stamp: `${mtime} ${size}`, size, text };
  },
  async listFolder(folder) {
    const uri = vscode.Uri.parse(folder, true);
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries.flatMap(([name, type]) =>
      type === vscode.FileType.File ? [vscode.Uri.joinPath(uri, name).toString()] : [],
    );
  },
};

/** A document with changes that are not saved: its lines are those that are shown. */
function editedDocument(file: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.toString() === file);
}
