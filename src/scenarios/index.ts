import * as vscode from 'vscode';
import { readOnly } from '../editor/errors/document-errors.ts';
import { type Load, registerCommands } from '../editor/feature.ts';
import type { ScenarioDocuments } from './documents.ts';
import type * as Feature from './feature.ts';
import { scenarioScheme } from './scenario-uri.ts';

/**
 * Registers commands on scenarios, and scenarios as documents. The editor saves by itself too, where that is set up so: then nothing
 * is created. Why it saves it says just before it does.
 */
export function registerScenarios(load: Load<typeof Feature>): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const byHand = new Set<string>();
  let loading: Promise<ScenarioDocuments> | undefined;
  const start = async (): Promise<ScenarioDocuments> => {
    const { services, feature } = await load();
    const documents = services.once(feature.ScenarioDocuments);
    documents.onDidChange((uri) => changed.fire([{ type: vscode.FileChangeType.Changed, uri }]));
    return documents;
  };
  const use = (): Promise<ScenarioDocuments> => (loading ??= start());
  const refuse = (uri: vscode.Uri): never => {
    throw readOnly(uri);
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    async stat(uri) {
      // Who writes a file looks for its folder first.
      if (!uri.path.endsWith('.jsonc')) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      return (await use()).stat(uri);
    },
    readFile: async (uri) => new TextEncoder().encode(await (await use()).read(uri)),
    async writeFile(uri, content) {
      const isByHand = byHand.delete(uri.toString());
      await (await use()).write(uri, new TextDecoder().decode(content), isByHand);
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.Disposable.from(
    vscode.workspace.registerFileSystemProvider(scenarioScheme, provider, { isCaseSensitive: true }),
    vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (document.uri.scheme !== scenarioScheme) return;
      if (reason === vscode.TextDocumentSaveReason.Manual) byHand.add(document.uri.toString());
      else byHand.delete(document.uri.toString());
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme !== scenarioScheme || contentChanges.length === 0 || !document.isDirty) return;
      void use()
        .then((documents) => documents.typed(document))
        .catch(() => undefined);
    }),
    registerCommands(load, ['createScenario', 'openScenario', 'runScenario']),
  );
}
