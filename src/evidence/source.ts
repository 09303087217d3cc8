import * as vscode from 'vscode';
import { fileErrorCode } from '../editor/errors/document-errors.ts';
import { type ByteSource, bytesIn } from '../api/bytes.ts';
import { BytesError } from '../api/errors.ts';
import { fileBytes } from '../api/file-bytes.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { mediaType, safeName } from '../triage/attachments/names.ts';
import type { CreateAttachmentPayload } from '../triage/outbox/kinds/create-attachment.ts';

/** Megabytes. Files that are not on this machine's disk are read into memory. */
export const largestInMemory = 64;

/** The bytes of an attachment, and the file to read them from again. */
export interface Source {
  readonly bytes: ByteSource;
  readonly name: string;
  readonly type: string;
  readonly file: CreateAttachmentPayload['file'];
}

/**
 * Opens a file. Local files are read while they are sent, others at once.
 *
 * @throws BytesError; InvalidArgumentError for a file on another file system that is too large
 */
export async function openSource(uri: vscode.Uri): Promise<Source> {
  const name = safeName(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  const about = { name, type: mediaType(name) };
  if (uri.scheme === 'file') {
    const bytes = await fileBytes(uri.fsPath);
    return { ...about, bytes, file: { uri: uri.toString(), size: bytes.size, modifiedMs: bytes.modifiedMs } };
  }
  const content = await readRemote(uri);
  return { ...about, bytes: bytesIn(content), file: { uri: uri.toString(), size: content.length, modifiedMs: null } };
}

async function readRemote(uri: vscode.Uri): Promise<Uint8Array> {
  const { l10n } = vscode;
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) throw new BytesError('not-a-file', null);
    if (size <= largestInMemory * 1024 * 1024) return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof BytesError) throw error;
    throw new BytesError('unreadable', fileErrorCode(error));
  }
  throw new InvalidArgumentError(
    'uri',
    l10n.t('Files from other file systems can be at most {0} MB. Save the file to disk first.', largestInMemory),
  );
}
