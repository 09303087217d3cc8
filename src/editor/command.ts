import type * as z from 'zod/mini';
import * as vscode from 'vscode';
import type { Services, UseServices } from './services.ts';

/**
 * A command: its argument object and what it does. Each lives in a file of its own, which is loaded when the command
 * first runs.
 */
export interface Command<Schema extends z.ZodMiniType> {
  /** All that can be given; what is required but may be asked for is optional here. */
  readonly args: Schema;
  run(services: Services, args: z.infer<Schema>, call: Call): Promise<unknown>;
}

/** How a command was called. */
export interface Call {
  /** From a menu, a key or the palette: the command asks for what is missing and reports what goes wrong. */
  readonly fromUi: boolean;
  /** What else was selected in the tree, when it was called there. */
  readonly selection: readonly unknown[];
}

// The table of commands cannot name each one's schema; the schema is what makes the parsed arguments right.
type AnyCommand = Command<z.ZodMiniType>;

/** Marks what our own views pass to a command, as opposed to a script's argument object. */
export const fromView = Symbol('fromView');

/** The same in the link of a document, which can hold nothing but JSON. */
export const fromDocument = 'fromDocument';

export function defineCommand<Schema extends z.ZodMiniType>(command: Command<Schema>): AnyCommand {
  return command;
}

export type CommandTable = Readonly<Record<`callTriage.${string}`, () => Promise<{ readonly default: AnyCommand }>>>;

/** Registers commands without loading them. */
export function registerCommands(useServices: UseServices, table: CommandTable): vscode.Disposable[] {
  return Object.entries(table).map(([id, load]) =>
    vscode.commands.registerCommand(id, async (first?: unknown, selection?: unknown) => {
      const call: Call = { fromUi: isFromUi(first), selection: Array.isArray(selection) ? selection : [] };
      const [services, { default: command }, { runCommand }] = await Promise.all([
        useServices(),
        load(),
        import('./run-command.ts'),
      ]);
      return runCommand(services, command, first instanceof vscode.Uri ? fileOf(first) : first, call);
    }),
  );
}

/** A file of the explorer as an argument; the tab of a page, whose menu gives its address, is no file. */
function fileOf(uri: vscode.Uri): object {
  return uri.scheme === 'webview-panel' ? {} : { uri };
}

/** Nothing, a file of the explorer or a tab, one of our tree nodes, what a webview says was right-clicked, or a link of ours. */
function isFromUi(first: unknown): boolean {
  if (first === undefined || first === null) return true;
  if (first instanceof vscode.Uri) return true;
  return typeof first === 'object' && (fromView in first || 'webviewSection' in first || fromDocument in first);
}
