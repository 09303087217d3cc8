import * as vscode from 'vscode';
import { readOnly } from '../../editor/errors/document-errors.ts';
import { issueScheme } from '../../editor/issue-uri.ts';
import type { Load } from '../../editor/feature.ts';
import type { IssueDocuments } from './documents.ts';

/**
 * Registers issues as documents that can be written. What they are is loaded when the first one is opened.
 *
 * The editor saves by itself too, where that is set up so: then nothing is sent. Why it saves it says just before it does.
 */
export function registerIssueDocuments(
  load: Load<{ readonly IssueDocuments: typeof IssueDocuments }>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const marked = new vscode.EventEmitter<vscode.Uri>();
  const byHand = new Set<string>();
  let loading: Promise<IssueDocuments> | undefined;
  const start = async (): Promise<IssueDocuments> => {
    const { services, feature } = await load();
    const documents = services.once(feature.IssueDocuments);
    documents.onDidChange((uri) => changed.fire([{ type: vscode.FileChangeType.Changed, uri }]));
    documents.onDidMark((uri) => marked.fire(uri));
    return documents;
  };
  const use = (): Promise<IssueDocuments> => (loading ??= start());
  const refuse = (uri: vscode.Uri): never => {
    throw readOnly(uri);
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    async stat(uri) {
      // Who writes a file looks for its folder first.
      if (!uri.path.endsWith('.md')) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      const { changedAt, size } = await (await use()).stat(uri, byHand.has(uri.toString()));
      return { type: vscode.FileType.File, ctime: 0, mtime: changedAt, size };
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
    vscode.workspace.registerFileSystemProvider(issueScheme, provider, { isCaseSensitive: true }),
    vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (document.uri.scheme !== issueScheme) return;
      if (reason === vscode.TextDocumentSaveReason.Manual) byHand.add(document.uri.toString());
      else byHand.delete(document.uri.toString());
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme !== issueScheme || contentChanges.length === 0 || !document.isDirty) return;
      // What cannot be read says so where it is opened.
      void use()
        .then((documents) => documents.typed(document))
        .catch(() => undefined);
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: marked.event,
      async provideFileDecoration(uri) {
        if (uri.scheme !== issueScheme || !(await (await use()).isUnsent(uri))) return undefined;
        return new vscode.FileDecoration('✎', vscode.l10n.t('Save to send'));
      },
    }),
  );
}
