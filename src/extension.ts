import * as vscode from 'vscode';
import { registerAgents } from './agents/index.ts';
import { registerAssistant } from './assistant/index.ts';
import { registerCalls } from './calls/index.ts';
import { registerCode } from './code/index.ts';
import { registerConnections } from './connections/index.ts';
import type { Load } from './editor/feature.ts';
import { databaseName, type Services } from './editor/services.ts';
import { registerEvidence } from './evidence/index.ts';
import { registerIssues } from './issues/index.ts';
import { registerReview } from './review/index.ts';
import { registerSearch } from './search/index.ts';
import { registerPending } from './pending/index.ts';
import { registerScenarios } from './scenarios/index.ts';
import { linkHandler, registerTranscripts } from './transcript/index.ts';
import type * as Main from './main.ts';

/** Registration is a build of its own, in one file; the rest is `dist/main.js`, which shares no state with it. */
const main = (): Promise<typeof Main> => import('./main.js');

let services: Promise<Services> | undefined;

/**
 * Registers commands and views, and nothing else: no I/O, and neither the API service nor the sandbox is loaded before
 * something is used. Once the editor has settled, one look tells whether an earlier window left something to send.
 *
 * @returns what other extensions and tests may look at: the trees of issues, calls, agents and search results, the view of issues, and what
 * opens links
 */
export function activate(context: vscode.ExtensionContext) {
  const useServices = (): Promise<Services> =>
    (services ??= main().then(({ createServices }) => createServices(context)));
  const load =
    <Feature>(feature: (from: typeof Main) => Promise<Feature>): Load<Feature> =>
    async () => {
      const from = await main();
      const [ready, loaded] = await Promise.all([useServices(), feature(from)]);
      return { services: ready, feature: loaded, runCommand: from.runCommand };
    };

  const issues = registerIssues(load((from) => from.issues()));
  const calls = registerCalls(load((from) => from.calls()));
  const agents = registerAgents(load((from) => from.agents()));
  const search = registerSearch(load((from) => from.search()));
  const loadTranscripts = load((from) => from.transcript());
  const links = linkHandler(loadTranscripts);
  context.subscriptions.push(
    issues,
    calls,
    agents,
    search,
    registerTranscripts(loadTranscripts),
    registerConnections(load((from) => from.connections())),
    registerCode(load((from) => from.code())),
    registerEvidence(load((from) => from.evidence())),
    registerPending(load((from) => from.pending())),
    registerReview(load((from) => from.review())),
    registerScenarios(load((from) => from.scenarios())),
    registerAssistant(
      load((from) => from.assistant()),
      context,
    ),
    vscode.window.registerUriHandler(links),
    later(async () => {
      // Where nothing was ever stored, nothing else is loaded.
      if (!(await exists(vscode.Uri.joinPath(context.globalStorageUri, databaseName)))) return;
      const { services: ready, feature } = await load((from) => from.evidence())();
      await ready.drain();
      await feature.askAboutInterruptedUploads(ready);
    }),
  );
  return {
    issues: issues.provider,
    view: issues.view,
    calls: calls.provider,
    agents: agents.provider,
    search: search.provider,
    links,
  };
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

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
