import type * as vscode from 'vscode';
import { markdownOf } from './vscode-reads.ts';

/** What VS Code was given to show, by the place it shows it in. */
export interface Shown {
  readonly place: 'notification' | 'prompt' | 'row' | 'status bar' | 'tooltip';
  readonly text: string;
}

/** The part of the API that shows text, which keeps what it is given and answers as a person who takes what comes first. */
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
    async showQuickPick(rows: readonly vscode.QuickPickItem[], { canPickMany = false }: vscode.QuickPickOptions) {
      keepRows(rows);
      return canPickMany ? rows : rows[0];
    },
    createQuickPick: () => ({
      set items(rows: readonly vscode.QuickPickItem[]) {
        keepRows(rows);
      },
    }),
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
    StatusBarAlignment: { Left: 1 },
    l10n: {
      t: (text: string, ...args: readonly (string | number)[]) =>
        text.replaceAll(/\{(\d+)\}/g, (_match, index: string) => String(args[Number(index)])),
    },
    workspace: { getConfiguration: () => ({ inspect: () => ({ globalValue: masking.on }) }) },
    commands: { executeCommand: async () => undefined },
    env: { language: 'en' },
  };
}
