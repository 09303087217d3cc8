import * as vscode from 'vscode';
import { registerActivity } from './issues/activity/index.ts';
import { callCommands, registerCalls } from './calls/index.ts';
import { connectionCommands } from './connections/index.ts';
import { registerCommands } from './editor/command.ts';
import type { Services } from './editor/services.ts';
import { registerIssueDocuments } from './issues/document/file-system.ts';
import { evidenceCommands } from './evidence/index.ts';
import { issueCommands, registerIssues } from './issues/index.ts';
import { outboxCommands } from './pending/index.ts';
import { agentCommands, registerAgents } from './agents/index.ts';
import { linkHandler, registerTranscripts, transcriptCommands } from './transcript/index.ts';

let services: Promise<Services> | undefined;

/**
 * Registers commands and views, and nothing else: no I/O, and neither the API service nor the sandbox is loaded before
 * something is used. Once the editor has settled, one look tells whether an earlier window left something to send.
 *
 * @returns what other extensions and tests may look at: the trees of issues, calls and personas, the view of issues, and what
 * opens links
 */
export function activate(context: vscode.ExtensionContext) {
  const useServices = (): Promise<Services> =>
    (services ??= import('./services.ts').then(({ createServices }) => createServices(context)));

  const { issues, view } = registerIssues(useServices);
  const { calls, view: callsView } = registerCalls(useServices);
  const links = linkHandler(useServices);
  const { personas, view: personasView } = registerAgents(useServices);
  context.subscriptions.push(
    vscode.window.registerUriHandler(links),
    view,
    callsView,
    personasView,
    registerTranscripts(useServices),
    registerActivity(useServices),
    registerIssueDocuments(useServices),
    ...registerCommands(useServices, {
      ...callCommands,
      ...connectionCommands,
      ...issueCommands,
      ...outboxCommands,
      ...transcriptCommands,
      ...agentCommands,
      ...evidenceCommands,
    }),
    later(async () =>
      (await import('./editor/sessions/drain.ts')).drainPendingWrites(context, useServices, async (ready) =>
        (await import('./evidence/interrupted-uploads.ts')).askAboutInterruptedUploads(ready),
      ),
    ),
  );
  return { issues, view, calls, personas, links };
}

/** Stores what must be stored: the editor waits for it. */
export async function deactivate(): Promise<void> {
  // Services that could not be made have nothing to store.
  const made = await services?.catch(() => undefined);
  await made?.close();
}

/** Runs something when activation is long over. What goes wrong then is said where the services are first used. */
function later(run: () => Promise<void>): vscode.Disposable {
  const timer = setTimeout(() => void run().catch(() => undefined), 2_000);
  return { dispose: () => clearTimeout(timer) };
}
