import type * as vscode from 'vscode';
import { Emitter } from '../../../../src/shared/event.ts';
import { markdownOf } from './vscode-reads.ts';

/** What VS Code was given to show, by the place it shows it in. */
export interface Shown {
  readonly place: 'notification' | 'prompt' | 'row' | 'status bar' | 'title' | 'tooltip';
  readonly text: string;
}

/** Fires what the editor says of its documents. */
export const documentEvents = {
  saved: new Emitter<Pick<vscode.TextDocument, 'uri'>>(),
  closed: new Emitter<Pick<vscode.TextDocument, 'uri'>>(),
};

class Uri {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
  private constructor({ scheme, path = '', query = '' }: Parameters<typeof vscode.Uri.from>[0]) {
    this.scheme = scheme;
    this.path = path;
    this.query = query;
  }
  static readonly from = (parts: Parameters<typeof vscode.Uri.from>[0]): Uri => new Uri(parts);
  static readonly joinPath = ({ scheme, path }: Uri, ...parts: readonly string[]): Uri =>
    new Uri({ scheme, path: [path, ...parts].join('/') });
  toString(): string {
    return `${this.scheme}:${this.path}?${this.query}`;
  }
}

class Disposable {
  readonly dispose: () => unknown;
  constructor(dispose: () => unknown) {
    this.dispose = dispose;
  }
  static readonly from = (...all: readonly { dispose(): unknown }[]): Disposable =>
    new Disposable(() => all.forEach((one) => one.dispose()));
}

/**
 * The part of the API that shows text, which keeps what it is given and answers as a person who takes what comes first,
 * and what features need beside it: an editor without open documents, whose settings are the usual ones.
 */
export function standIn(shown: Shown[], masking: { readonly on: boolean }) {
  const keep = (place: Shown['place'], ...texts: readonly (string | undefined)[]): void => {
    for (const text of texts) if (text !== undefined) shown.push({ place, text });
  };
  const message = async (text: string, ...rest: readonly unknown[]): Promise<unknown> => {
    const [options, ...buttons] = typeof rest[0] === 'object' ? rest : [undefined, ...rest];
    keep('notification', text, (options as vscode.MessageOptions | undefined)?.detail);
    return buttons[0];
  };
  const keepRows = (rows: readonly vscode.QuickPickItem[]): void => {
    for (const { label, description, detail } of rows) keep('row', label, description, detail);
  };
  const keepSaid = (said: string | { readonly message: string } | null | undefined): void => {
    keep('prompt', typeof said === 'string' ? said : said?.message);
  };
  class MarkdownString {
    value = '';
    isTrusted: boolean | undefined;
    supportHtml: boolean | undefined;
    supportThemeIcons: boolean | undefined;
    appendText(text: string): this {
      this.value += markdownOf(text);
      return this;
    }
    appendMarkdown(markdown: string): this {
      this.value += markdown;
      return this;
    }
  }
  class ThemeIcon {
    readonly id: string;
    constructor(id: string) {
      this.id = id;
    }
  }
  class FileSystemError extends Error {
    readonly code = 'Unknown';
    constructor(text = '') {
      super(text);
      keep('notification', text);
    }
    static readonly Unavailable = (text: string): FileSystemError => new FileSystemError(text);
    static readonly FileNotFound = FileSystemError.Unavailable;
    static readonly NoPermissions = FileSystemError.Unavailable;
  }
  const window = {
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
    setStatusBarMessage(text: string) {
      keep('status bar', text);
      return { dispose: () => undefined };
    },
    createStatusBarItem: () => ({
      set text(text: string) {
        keep('status bar', text);
      },
    }),
    async showInputBox(options: vscode.InputBoxOptions) {
      keep('prompt', options.prompt);
      keepSaid(await options.validateInput?.('typed'));
      return 'typed';
    },
    createInputBox: () => ({
      set prompt(text: string) {
        keep('prompt', text);
      },
      set validationMessage(said: string | { readonly message: string } | undefined) {
        keepSaid(said);
      },
    }),
    async showQuickPick(
      rows: readonly vscode.QuickPickItem[],
      { canPickMany = false, title, placeHolder }: vscode.QuickPickOptions,
    ) {
      keep('title', title, placeHolder);
      keepRows(rows);
      return canPickMany ? rows : rows[0];
    },
    createQuickPick() {
      const accepted = new Emitter<void>();
      let offered: readonly vscode.QuickPickItem[] = [];
      return {
        set title(text: string) {
          keep('title', text);
        },
        set items(rows: readonly vscode.QuickPickItem[]) {
          keepRows(rows);
          offered = rows;
        },
        get selectedItems() {
          return offered.slice(0, 1);
        },
        onDidAccept: accepted.event,
        onDidHide: new Emitter<void>().event,
        onDidTriggerButton: new Emitter<vscode.QuickInputButton>().event,
        show: () => accepted.fire(),
        dispose: () => undefined,
      };
    },
    async withProgress(
      { location, title }: { readonly location: unknown; readonly title?: string },
      work: (
        progress: vscode.Progress<{ message?: string }>,
        cancel: { onCancellationRequested: (listener: () => void) => void },
      ) => Promise<unknown>,
    ) {
      const place = location === 10 ? 'status bar' : 'notification';
      keep(place, title);
      const progress = { report: ({ message: text }: { message?: string }) => keep(place, text) };
      return work(progress, { onCancellationRequested: () => undefined });
    },
  };
  return {
    window,
    MarkdownString,
    FileSystemError,
    ProgressLocation: { Window: 10, Notification: 15 },
    QuickInputButtons: { Back: {} },
    StatusBarAlignment: { Left: 1 },
    SymbolKind: { Namespace: 2, String: 14, Object: 18, Event: 23 },
    QuickPickItemKind: { Separator: -1, Default: 0 },
    ThemeIcon,
    l10n: {
      t: (text: string, ...args: readonly (string | number)[]) =>
        text.replaceAll(/\{(\d+)\}/g, (_match, index: string) => String(args[Number(index)])),
    },
    workspace: {
      getConfiguration: () => ({ get: () => undefined, inspect: () => ({ globalValue: masking.on }) }),
      onDidChangeConfiguration: () => ({ dispose: () => undefined }),
      onDidSaveTextDocument: documentEvents.saved.event,
      onDidCloseTextDocument: documentEvents.closed.event,
      textDocuments: [],
    },
    languages: { createDiagnosticCollection: () => ({ delete: () => undefined }) },
    extensions: { getExtension: () => ({ extensionUri: Uri.from({ scheme: 'file', path: '/extension' }) }) },
    Disposable,
    EventEmitter: Emitter,
    Uri,
    commands: { executeCommand: async () => undefined },
    env: { language: 'en' },
  };
}
