import * as vscode from 'vscode';
import { readOnly } from '../editor/errors/document-errors.ts';
import type { Load } from '../editor/feature.ts';
import type { TextBlock } from '../triage/transcript/text.ts';
import { textScheme } from './text-address.ts';
import type { TextFiles, textFilesOf } from './text-files.ts';

/** Registers what gives the texts of calls, their outline and their folding: loaded when the first one is read. */
export function registerTexts(load: Load<{ readonly textFilesOf: typeof textFilesOf }>): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let loading: Promise<TextFiles> | undefined;
  const start = async (): Promise<TextFiles> => {
    const { services, feature } = await load();
    const files = feature.textFilesOf(services);
    files.onDidChange((uri) => changed.fire([{ type: vscode.FileChangeType.Changed, uri }]));
    return files;
  };
  const read = async (uri: vscode.Uri) => (await (loading ??= start())).read(uri);
  const refuse = (uri: vscode.Uri): never => {
    throw readOnly(uri);
  };
  const files: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => {
      const { at, bytes } = await read(uri);
      return { type: vscode.FileType.File, ctime: 0, mtime: at, size: bytes.byteLength };
    },
    readFile: async (uri) => (await read(uri)).bytes,
    readDirectory: refuse,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  const selector = { scheme: textScheme };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerFileSystemProvider(textScheme, files, { isReadonly: true, isCaseSensitive: true }),
    vscode.languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols: async ({ uri }) => (await read(uri)).blocks.map(symbolOf),
    }),
    vscode.languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: async ({ uri }) => (await read(uri)).blocks.flatMap(foldsOf),
    }),
  );
}

const kinds: Readonly<Record<TextBlock['kind'], vscode.SymbolKind>> = {
  call: vscode.SymbolKind.Object,
  stretch: vscode.SymbolKind.Namespace,
  message: vscode.SymbolKind.String,
  flag: vscode.SymbolKind.Event,
  loose: vscode.SymbolKind.Namespace,
};

function symbolOf({ kind, name, detail, first, last, children }: TextBlock): vscode.DocumentSymbol {
  const line = new vscode.Range(first, 0, first, Number.MAX_SAFE_INTEGER);
  const whole = new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER);
  const symbol = new vscode.DocumentSymbol(name, detail, kinds[kind], whole, line);
  symbol.children = children.map(symbolOf);
  return symbol;
}

function foldsOf({ first, last, children }: TextBlock): vscode.FoldingRange[] {
  return [...(last > first ? [new vscode.FoldingRange(first, last)] : []), ...children.flatMap(foldsOf)];
}
