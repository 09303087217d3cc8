import { BytesError, isAbort } from '../api/errors.ts';
import * as vscode from 'vscode';
import { fileErrorCode } from '../editor/errors/document-errors.ts';
import { explain } from '../editor/errors/explain.ts';
import { safeName } from '../triage/attachments/names.ts';
import type { Evidence, MissingEvidence } from '../triage/evidence/bundle.ts';
import { fetchRecording } from '../triage/calls/recording.ts';
import type { Session } from '../triage/sessions/session.ts';

const extensions: Readonly<Record<string, string>> = { 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg' };

export interface WithRecordings {
  readonly evidence: Evidence;
  readonly files: readonly vscode.Uri[];
}

/**
 * Saves the recordings of a bundle's calls next to its file, under unused names. Those that are not available are
 * listed in the bundle as missing.
 *
 * @throws AbortError, BytesError, after which none is left
 */
export async function saveRecordings(
  session: Session,
  evidence: Evidence,
  bundle: vscode.Uri,
  signal: AbortSignal,
  onCall: (done: number, all: number) => void,
): Promise<WithRecordings> {
  const missing: MissingEvidence[] = [...evidence.missing];
  const files: vscode.Uri[] = [];
  const names = new Map<string, string>();
  const stem = bundle.path.slice(bundle.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  try {
    for (const [place, { id }] of evidence.calls.entries()) {
      onCall(place, evidence.calls.length);
      const parts: Uint8Array[] = [];
      let type = '';
      try {
        for await (const part of fetchRecording(session.api, id, signal)) {
          parts.push(part.bytes);
          type = part.mediaType;
        }
      } catch (error) {
        if (signal.aborted || isAbort(error)) throw error;
        missing.push({ what: 'recording', id, reason: explain(error).sentence });
        continue;
      }
      const file = await freeFile(bundle, `${stem}-${id}`, extensions[type] ?? 'wav');
      await writeFile(file, Buffer.concat(parts));
      files.push(file);
      names.set(id, file.path.slice(file.path.lastIndexOf('/') + 1));
    }
  } catch (error) {
    await removeFiles(files);
    throw error;
  }
  const calls = evidence.calls.map((call) => ({ ...call, recording: names.get(call.id) ?? null }));
  return { evidence: { ...evidence, calls, missing }, files };
}

/** Removes the files of a failed export. */
export async function removeFiles(files: readonly vscode.Uri[]): Promise<void> {
  await Promise.allSettled(files.map((file) => vscode.workspace.fs.delete(file)));
}

/** @throws BytesError */
export async function writeFile(file: vscode.Uri, content: Uint8Array): Promise<void> {
  await vscode.workspace.fs.writeFile(file, content).then(undefined, (error: unknown) => {
    throw new BytesError('unwritable', fileErrorCode(error));
  });
}

export async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

async function freeFile(beside: vscode.Uri, stem: string, extension: string): Promise<vscode.Uri> {
  for (let count = 1; ; count += 1) {
    const name = safeName(stem, 'recording', `${count === 1 ? '' : `-${count}`}.${extension}`);
    const file = vscode.Uri.joinPath(beside, '..', name);
    if (!(await exists(file))) return file;
  }
}
