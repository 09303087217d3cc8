import { homedir } from 'node:os';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { BytesError } from '../../../api/errors.ts';
import type { Call } from '../../../editor/call.ts';
import { defineCommand } from '../../../editor/command.ts';
import { orCancelled } from '../../../editor/errors/cancelled.ts';
import { fileErrorCode } from '../../../editor/errors/document-errors.ts';
import { inform } from '../../../editor/notices.ts';
import { askPick, connectionTarget, refuseToAsk } from '../../../editor/prompts/ask.ts';
import { uriArgument } from '../../../editor/uri-argument.ts';
import { insightPictures, insightRanges, type PictureId } from '../../../shared/insights-view.ts';
import { InvalidArgumentError } from '../../../triage/errors.ts';
import { insightSvg } from '../../../triage/insights/svg.ts';
import { saveFile } from '../../../triage/save-file.ts';
import { readInsights } from '../read-insights.ts';

/** Saves one of the pictures as an SVG file. */
export default defineCommand({
  args: z.object({
    ...connectionTarget,
    picture: z.optional(z.enum(insightPictures)),
    range: z.optional(z.enum(insightRanges)),
    uri: z.optional(uriArgument),
  }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const view = await readInsights(services, services.session(args.connectionId), args.range, call);
    if (view.empty !== null) throw new InvalidArgumentError('picture', l10n.t('No flags yet.'));
    const items = view.pictures.map(({ id, title }) => ({ label: title, value: id }));
    const id = args.picture ?? (await askPick<PictureId>(call, 'picture', l10n.t('Save Insights: Picture'), items));
    const picture = view.pictures.find((one) => one.id === id);
    if (picture === undefined) throw new InvalidArgumentError('picture', 'There is no such picture.');
    const uri = args.uri ?? (await askFile(picture.title, id, call));
    await write(uri, Buffer.from(insightSvg(picture, view.scope)));
    if (call.fromUi) void report(uri);
    return { uri: uri.toString() };
  },
});

/** Asks where to save; the editor asks before it replaces a file. */
async function askFile(title: string, id: PictureId, call: Call): Promise<vscode.Uri> {
  refuseToAsk(call, 'uri');
  const { l10n } = vscode;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return orCancelled(
    await vscode.window.showSaveDialog({
      title: l10n.t('Save {0}', title),
      saveLabel: l10n.t('Save'),
      defaultUri: vscode.Uri.joinPath(folder, `call-flags-by-${id}.svg`),
      filters: { SVG: ['svg'] },
    }),
  );
}

/** @throws BytesError */
async function write(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  if (uri.scheme === 'file') return saveFile(uri.fsPath, (append) => append(bytes));
  await vscode.workspace.fs.writeFile(uri, bytes).then(undefined, (error: unknown) => {
    throw new BytesError('unwritable', fileErrorCode(error));
  });
}

async function report(uri: vscode.Uri): Promise<void> {
  const { l10n } = vscode;
  const open = l10n.t('Open');
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const chosen = await inform(l10n.t('Saved {0}.', name), open);
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', uri);
}
