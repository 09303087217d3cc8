import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { createSandboxApi } from '../../api/sandbox.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { inform, warn } from '../../editor/notices.ts';
import type { Services } from '../../editor/services.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { readCallFiles, type RejectedFile } from '../call-files.ts';
import { importSentence } from '../import-words.ts';
import { useSandbox } from '../use-sandbox.ts';

/**
 * Imports calls from files or folders into the sandbox, attached to the issue *Imported calls*. A file that is not a call
 * is reported with the reason; the others are imported.
 */
export default defineCommand({
  args: z.object({ uris: z.optional(z.array(uriArgument)), connectionId: z.optional(z.string()) }),
  async run(services, args, call) {
    const connectionId = await askSandbox(services, args.connectionId, call);
    const uris = args.uris ?? (await askFiles(call));
    const { items, rejected } = await readCallFiles(uris);
    const sandbox = createSandboxApi(services.clientOptions(connectionId));
    const imported: { callId: string; title: string; replaced: boolean; name: string }[] = [];
    let issueId: string | null = null;
    // One request per file, since the size of a request is limited.
    for (const { uri, ...item } of items) {
      const result = await sandbox.importCalls([item]);
      imported.push(...result.imported.map(({ call_id: callId, ...rest }) => ({ callId, ...rest })));
      rejected.push(...result.rejected.map(({ reason }) => ({ name: item.name, uri, reason })));
      issueId ??= result.issue_id;
    }
    await services.session(connectionId).issues.refresh();
    if (call.fromUi) void report(imported.length, rejected);
    return { imported, rejected, issueId };
  },
});

/** Returns the active sandbox, or one that the user agrees to use. */
async function askSandbox(services: Services, connectionId: string | undefined, call: Call): Promise<string> {
  const { connections } = services;
  const named = connectionId === undefined ? connections.active : connections.get(connectionId);
  if (named?.kind === 'sandbox') return named.id;
  const other =
    connectionId === undefined ? connections.read().connections.find(({ kind }) => kind === 'sandbox') : undefined;
  if (!call.fromUi) {
    if (other !== undefined) return other.id;
    throw new InvalidArgumentError('connectionId', vscode.l10n.t('Calls can be imported into a sandbox only.'));
  }
  const use = vscode.l10n.t('Use the Sandbox');
  const chosen = await inform(vscode.l10n.t('Calls can be imported into the sandbox only.'), use);
  orCancelled(chosen);
  return useSandbox(services);
}

async function askFiles(call: Call): Promise<vscode.Uri[]> {
  if (!call.fromUi) throw new InvalidArgumentError('uris', 'The argument "uris" is missing.');
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Calls'),
    openLabel: vscode.l10n.t('Import'),
    canSelectMany: true,
    canSelectFiles: true,
    canSelectFolders: true,
    filters: { JSON: ['json'] },
  });
  return orCancelled(picked);
}

async function report(imported: number, rejected: readonly RejectedFile[]): Promise<void> {
  const sentence = importSentence(imported, rejected);
  if (rejected.length === 0) {
    void inform(sentence);
    return;
  }
  const showAll = vscode.l10n.t('Show All');
  const chosen = await warn(sentence, ...(rejected.length > 1 ? [showAll] : []));
  if (chosen !== showAll) return;
  const content = rejected.map(({ name, reason }) => `${name}: ${reason}\n`).join('');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
}
