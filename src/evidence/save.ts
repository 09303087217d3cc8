import type { Call } from '../editor/call.ts';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { BytesError } from '../api/errors.ts';
import type { Attachment } from '../api/talkdesk/attachments.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { inform } from '../editor/notices.ts';
import { pickOne } from '../editor/prompts/picks.ts';
import { receiveBytes, saveAttachment } from '../triage/attachments/download.ts';
import { safeName } from '../triage/attachments/names.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';
import { sizeInWords, transfer } from './transfer.ts';
import { largestInMemory } from './source.ts';

const megabyte = 1024 * 1024;

/** Asks where to save, and for a limit when the size is unknown. */
export async function askAndSave(talkdesk: TalkdeskSession, attachment: Attachment, call: Call): Promise<void> {
  const { l10n } = vscode;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const name = safeName(attachment.name);
  const target = orCancelled(
    await vscode.window.showSaveDialog({
      title: l10n.t('Save {0}', name),
      saveLabel: l10n.t('Save'),
      defaultUri: vscode.Uri.joinPath(folder, name),
    }),
  );
  await save(talkdesk, attachment, target, attachment.size ?? (await askLimit()), call);
  const show = l10n.t('Open');
  void inform(l10n.t('Saved {0}.', name), show).then((chosen) => {
    if (chosen === show) void vscode.commands.executeCommand('vscode.open', target);
  });
}

/** @throws ResponseTooLargeError; BytesError; Cancelled */
export async function save(
  { api }: TalkdeskSession,
  { id, name, size }: Attachment,
  target: vscode.Uri,
  maxBytes: number,
  call: Call,
): Promise<void> {
  const title = vscode.l10n.t('Saving {0}', safeName(name));
  await transfer(call, { title, size }, async (signal, onReceived) => {
    const receiving = { signal, maxBytes, onReceived };
    if (target.scheme === 'file') return saveAttachment(api, id, target.fsPath, receiving);
    // Other file systems take a file in one piece.
    const pieces: Uint8Array[] = [];
    const limit = Math.min(maxBytes, largestInMemory * megabyte);
    await receiveBytes(api, id, async (piece) => void pieces.push(piece), { ...receiving, maxBytes: limit });
    await vscode.workspace.fs.writeFile(target, Buffer.concat(pieces)).then(undefined, () => {
      throw new BytesError('unwritable', null);
    });
  });
}

async function askLimit(): Promise<number> {
  const { l10n } = vscode;
  const sizes = [10, 100, 1000].map((size) => ({ label: sizeInWords(size * megabyte), value: size * megabyte }));
  const title = l10n.t('Unknown size. Choose the maximum to download.');
  return orCancelled(await pickOne(sizes, { title })).value;
}
