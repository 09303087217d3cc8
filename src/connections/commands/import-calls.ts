import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { connectionTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { droppedFile, fileInMemory, findCallFiles } from '../import/call-files.ts';
import { askSandbox, runImport } from '../import/run-import.ts';

const isDropped = (value: unknown): boolean => typeof value === 'object' && value !== null && 'data' in value;

/**
 * Imports calls from files or folders into the sandbox, attached to the issue *Imported calls*. What is not a call is reported
 * with the reason; the rest is imported.
 */
export const importCalls = defineCommand({
  args: z.object({
    uris: z.optional(z.array(uriArgument)),
    /** A file of the explorer. */
    uri: z.optional(uriArgument),
    /** Files that were dropped from outside the editor. */
    files: z.optional(z.array(z.custom<vscode.DataTransferFile>(isDropped))),
    ...connectionTarget,
  }),
  async run(services, args, call) {
    const connectionId = await askSandbox(services, args.connectionId, call);
    const dropped = (await Promise.all((args.files ?? []).map(droppedFile))).flat();
    const uris = urisOf(args, call) ?? (dropped.length > 0 ? [] : await askFiles(call));
    return runImport(services, connectionId, [...(await findCallFiles(uris)), ...dropped], call);
  },
});

/** Imports what is on the clipboard, as text of a file. */
export const importCallFromClipboard = defineCommand({
  args: z.object(connectionTarget),
  async run(services, args, call) {
    const text = await vscode.env.clipboard.readText();
    const { l10n } = vscode;
    if (text.trim() === '') throw new InvalidArgumentError('clipboard', l10n.t('The clipboard has no text.'));
    const connectionId = await askSandbox(services, args.connectionId, call);
    return runImport(services, connectionId, [fileInMemory(l10n.t('Clipboard'), Buffer.from(text))], call);
  },
});

/** Returns the files that are named: several that are selected in the explorer come with the one that was clicked. */
function urisOf(
  { uris, uri }: { readonly uris?: readonly vscode.Uri[] | undefined; readonly uri?: vscode.Uri | undefined },
  { selection }: Call,
): readonly vscode.Uri[] | undefined {
  if (uris !== undefined || uri === undefined) return uris;
  const selected = selection.filter((one) => one instanceof vscode.Uri);
  return selected.length > 0 ? selected : [uri];
}

async function askFiles(call: Call): Promise<vscode.Uri[]> {
  refuseToAsk(call, 'uris');
  const { l10n } = vscode;
  const picked = await vscode.window.showOpenDialog({
    title: l10n.t('Import Calls'),
    openLabel: l10n.t('Import'),
    canSelectMany: true,
    canSelectFiles: true,
    canSelectFolders: true,
    filters: { [l10n.t('Calls')]: ['json', 'jsonl', 'ndjson', 'vtt', 'srt'], [l10n.t('All Files')]: ['*'] },
  });
  return orCancelled(picked);
}
