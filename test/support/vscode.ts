// Stands in for `vscode` in unit tests (an alias of test/unit/vitest.config.ts): as much of it as the code under test uses. It keeps
// what it is given to show, and answers as a person who takes what comes first.
import type * as vscode from 'vscode';
import { Emitter } from '../../src/shared/event.ts';
import { markdownOf } from './vscode-text.ts';

/** Text that was shown, by the place it was shown in. */
export interface Shown {
  readonly place: 'notification' | 'prompt' | 'row' | 'status bar' | 'title' | 'tooltip';
  readonly text: string;
}

/** For tests alone: what the editor did, and how it is to behave. Each file has an editor of its own. */
export const editor = {
  shown: [] as Shown[],
  /** Ids of the commands that were registered. */
  registered: new Map<string, (...given: readonly unknown[]) => unknown>(),
  /** Commands that were run, with their arguments. */
  ran: [] as unknown[][],
  /** What the next commands give. */
  result: undefined as unknown,
  /** The quick pick that was opened last. */
  picker: undefined as QuickPick | undefined,
  /** Whether a quick pick is answered with its first row as soon as it is shown; otherwise the test answers it. */
  takesFirst: true,
  isMasking: false,
  /** The user's settings, by name. */
  settings: new Map<string, unknown>(),
  /** Called before a setting is written; what it throws keeps the setting as it was. */
  beforeSetting: undefined as (() => Promise<void>) | undefined,
  /** *Cancel* of a notification with progress. */
  cancelled: new Emitter<void>(),
};

/** Turns masking on, as the editor changes a setting: in a turn of its own. */
export async function mask(): Promise<void> {
  editor.isMasking = true;
  await new Promise((resolve) => setImmediate(resolve));
}

function keep(place: Shown['place'], ...texts: readonly (string | undefined)[]): void {
  for (const text of texts) if (text !== undefined) editor.shown.push({ place, text });
}

function keepRows(rows: readonly vscode.QuickPickItem[]): void {
  for (const { label, description, detail } of rows) keep('row', label, description, detail);
}

function keepSaid(said: string | { readonly message: string } | null | undefined): void {
  keep('prompt', typeof said === 'string' ? said : said?.message);
}

export const ProgressLocation = { Window: 10, Notification: 15 };
export const QuickInputButtons = { Back: {} };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const StatusBarAlignment = { Left: 1 };
export const SymbolKind = { Namespace: 2, String: 14, Object: 18, Event: 23 };
export { Emitter as EventEmitter };

const isHeading = ({ kind }: vscode.QuickPickItem): boolean => Number(kind) === QuickPickItemKind.Separator;

/** As in the editor, the first row is the active one when rows are set. */
export class QuickPick {
  placeholder = '';
  busy = false;
  value = '';
  isShown = false;
  activeItems: readonly vscode.QuickPickItem[] = [];
  #items: readonly vscode.QuickPickItem[] = [];
  readonly #typed = new Emitter<string>();
  readonly #accepted = new Emitter<void>();
  readonly #hidden = new Emitter<void>();
  readonly onDidChangeValue = this.#typed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidTriggerButton = new Emitter<vscode.QuickInputButton>().event;

  set title(text: string) {
    keep('title', text);
  }

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }

  set items(rows: readonly vscode.QuickPickItem[]) {
    keepRows(rows);
    this.#items = rows;
    this.#goToFirst();
  }

  get selectedItems(): readonly vscode.QuickPickItem[] {
    return this.activeItems;
  }

  /** The labels of the rows, headings in brackets. */
  get rows(): readonly string[] {
    return this.#items.map((row) => (isHeading(row) ? `[${row.label}]` : row.label));
  }

  show(): void {
    this.isShown = true;
    if (!editor.takesFirst) return;
    this.#goToFirst();
    this.enter();
  }

  dispose(): void {
    this.isShown = false;
  }

  type(text: string): void {
    this.value = text;
    this.#typed.fire(text);
  }

  /** Goes to the row that begins so. */
  go(start: string): void {
    this.activeItems = this.#items.filter(({ label }) => label.startsWith(start)).slice(0, 1);
  }

  enter(): void {
    this.#accepted.fire();
  }

  escape(): void {
    this.#hidden.fire();
  }

  #goToFirst(): void {
    this.activeItems = this.#items.filter((row) => !isHeading(row)).slice(0, 1);
  }
}

export class Uri {
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

export class Disposable {
  readonly dispose: () => unknown;
  constructor(dispose: () => unknown) {
    this.dispose = dispose;
  }
  static readonly from = (...all: readonly { dispose(): unknown }[]): Disposable =>
    new Disposable(() => all.forEach((one) => one.dispose()));
}

const register = (): Disposable => new Disposable(() => undefined);

export class MarkdownString {
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

export class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class FileSystemError extends Error {
  readonly code = 'Unknown';
  constructor(text = '') {
    super(text);
    keep('notification', text);
  }
  static readonly Unavailable = (text: string): FileSystemError => new FileSystemError(text);
  static readonly FileNotFound = FileSystemError.Unavailable;
  static readonly NoPermissions = FileSystemError.Unavailable;
}

async function showMessage(text: string, ...rest: readonly unknown[]): Promise<unknown> {
  const [options, ...buttons] = typeof rest[0] === 'object' ? rest : [undefined, ...rest];
  keep('notification', text, (options as vscode.MessageOptions | undefined)?.detail);
  return buttons[0];
}

export const window = {
  showInformationMessage: showMessage,
  showWarningMessage: showMessage,
  showErrorMessage: showMessage,
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
  createQuickPick: () => (editor.picker = new QuickPick()),
  createTreeView: register,
  registerFileDecorationProvider: register,
  registerUriHandler: register,
  registerWebviewPanelSerializer: register,
  async withProgress(
    { location, title }: { readonly location: unknown; readonly title?: string },
    work: (
      progress: vscode.Progress<{ message?: string }>,
      cancel: { onCancellationRequested: (listener: () => void) => void },
    ) => Promise<unknown>,
  ) {
    const place = location === ProgressLocation.Window ? 'status bar' : 'notification';
    keep(place, title);
    const progress = { report: ({ message: text }: { message?: string }) => keep(place, text) };
    return work(progress, { onCancellationRequested: editor.cancelled.event });
  },
};

export const commands = {
  registerCommand(id: string, run: (...given: readonly unknown[]) => unknown): Disposable {
    editor.registered.set(id, run);
    return register();
  },
  async executeCommand(...command: readonly unknown[]): Promise<unknown> {
    editor.ran.push([...command]);
    return editor.result;
  },
};

export const ConfigurationTarget = { Global: 1 } as const;

export const workspace = {
  getConfiguration: () => ({
    get: (name: string) => editor.settings.get(name),
    inspect: (name: string) => ({ globalValue: editor.settings.get(name) ?? editor.isMasking }),
    update: async (name: string, value: unknown) => {
      await editor.beforeSetting?.();
      editor.settings.set(name, value);
    },
  }),
  onDidChangeConfiguration: register,
  onDidChangeTextDocument: register,
  onWillSaveTextDocument: register,
  registerFileSystemProvider: register,
  registerTextDocumentContentProvider: register,
  onDidCloseTextDocument: register,
  textDocuments: [],
};

export const l10n = {
  t: (text: string, ...args: readonly (string | number)[]) =>
    text.replaceAll(/\{(\d+)\}/g, (_match, index: string) => String(args[Number(index)])),
};
export const languages = {
  registerCodeLensProvider: register,
  registerDocumentLinkProvider: register,
  registerDocumentSymbolProvider: register,
  registerFoldingRangeProvider: register,
};
export const extensions = { getExtension: () => ({ extensionUri: Uri.from({ scheme: 'file', path: '/extension' }) }) };
export const env = { language: 'en' };

export class CancellationError extends Error {}

export class LanguageModelTextPart {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export class LanguageModelToolResult {
  readonly content: readonly unknown[];
  constructor(content: readonly unknown[]) {
    this.content = content;
  }
}
