import { homedir } from 'node:os';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { BytesError, isAbort } from '../../api/errors.ts';
import { createSandboxApi, type SandboxApi } from '../../api/sandbox.ts';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { Cancelled, orCancelled } from '../../editor/errors/cancelled.ts';
import { fileErrorCode } from '../../editor/errors/document-errors.ts';
import { inform } from '../../editor/notices.ts';
import { withNotificationProgress } from '../../editor/progress.ts';
import { connectionTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { saveFile } from '../../triage/save-file.ts';
import { askSandbox } from '../import/run-import.ts';

/** Writes everything in the sandbox to a file, which *Import Calls…* restores. */
export default defineCommand({
  args: z.object({ uri: z.optional(uriArgument), ...connectionTarget }),
  async run(services, args, call) {
    const connectionId = await askSandbox(services, args.connectionId, call);
    const uri = args.uri ?? (await askFile(call));
    const sandbox = createSandboxApi(services.clientOptions(connectionId));
    const bytes = await withNotificationProgress(vscode.l10n.t('Exporting'), (signal) => save(sandbox, uri, signal));
    if (call.fromUi) void report(uri);
    return { uri: uri.toString(), bytes };
  },
});

/** @returns the size of the file. @throws Cancelled, BytesError, after which there is no file */
async function save(sandbox: SandboxApi, uri: vscode.Uri, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  const into = (append: (piece: Uint8Array) => Promise<void>): Promise<void> =>
    sandbox.exportAll(
      async (piece) => {
        await append(piece);
        bytes += piece.byteLength;
      },
      { signal },
    );
  try {
    if (uri.scheme === 'file') await saveFile(uri.fsPath, into);
    else {
      // Other file systems take a file in one piece.
      const pieces: Uint8Array[] = [];
      await into(async (piece) => void pieces.push(Buffer.from(piece)));
      await vscode.workspace.fs.writeFile(uri, Buffer.concat(pieces)).then(undefined, (error: unknown) => {
        throw new BytesError('unwritable', fileErrorCode(error));
      });
    }
    return bytes;
  } catch (error) {
    throw isAbort(error) ? new Cancelled() : error;
  }
}

async function askFile(call: Call): Promise<vscode.Uri> {
  refuseToAsk(call, 'uri');
  const { l10n } = vscode;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const day = new Date().toISOString().slice(0, 10);
  return orCancelled(
    await vscode.window.showSaveDialog({
      title: l10n.t('Export Everything'),
      saveLabel: l10n.t('Export'),
      defaultUri: vscode.Uri.joinPath(folder, `call-triage-${day}.json`),
      filters: { JSON: ['json'] },
    }),
  );
}

async function report(uri: vscode.Uri): Promise<void> {
  const { l10n } = vscode;
  const show = l10n.t('Reveal in Explorer');
  const chosen = await inform(l10n.t('Exported everything. Import the file to restore it.'), show);
  if (chosen === show) await vscode.commands.executeCommand('revealInExplorer', uri);
}
