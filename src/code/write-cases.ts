import * as vscode from 'vscode';
import { fileErrorCode } from '../editor/errors/document-errors.ts';
import { BytesError } from '../api/errors.ts';
import { applyEdits, caseEdits } from '../triage/cases/case-file.ts';
import type { CaseExtension, CaseFormat, CaseRow } from '../triage/cases/case-formats.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { UnreadableTree } from '../triage/code/tree.ts';

/** Text of rows as a new file has it. */
export function caseText(extension: CaseExtension, format: CaseFormat, rows: readonly CaseRow[]): string {
  return applyEdits('', caseEdits('', extension, format, rows));
}

/**
 * Adds rows to a file, or replaces those that are in it. An open document is edited, and saved unless it had changes of its
 * own: nothing happens behind the editor's back.
 *
 * @throws InvalidArgumentError for a file that holds no list, BytesError
 */
export async function writeCases(
  uri: vscode.Uri,
  extension: CaseExtension,
  format: CaseFormat,
  rows: readonly CaseRow[],
): Promise<void> {
  const edits = (text: string) => {
    try {
      return caseEdits(text, extension, format, rows);
    } catch (error) {
      if (!(error instanceof UnreadableTree)) throw error;
      throw new InvalidArgumentError(
        'uri',
        vscode.l10n.t('Test cases cannot be added to this file: it is not a list.'),
      );
    }
  };
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open === undefined) {
    const text = await readFile(uri);
    await writeFile(uri, applyEdits(text, edits(text)));
    return;
  }
  const wasDirty = open.isDirty;
  const change = new vscode.WorkspaceEdit();
  for (const { offset, end, text } of edits(open.getText())) {
    change.replace(uri, new vscode.Range(open.positionAt(offset), open.positionAt(end)), text);
  }
  if (!(await vscode.workspace.applyEdit(change))) throw new BytesError('unwritable', null);
  if (!wasDirty && !(await open.save())) throw new BytesError('unwritable', null);
}

/** A file that is not there has no text. */
async function readFile(uri: vscode.Uri): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (fileErrorCode(error) === 'FileNotFound') return '';
    throw new BytesError('unreadable', fileErrorCode(error));
  }
  try {
    // The mark at the beginning is kept: everything else in the file stays as it is.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InvalidArgumentError(
      'uri',
      vscode.l10n.t('Test cases cannot be added to this file: it is not valid UTF-8.'),
    );
  }
}

async function writeFile(uri: vscode.Uri, text: string): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  } catch (error) {
    throw new BytesError('unwritable', fileErrorCode(error));
  }
}
