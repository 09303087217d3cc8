import type * as z from 'zod/mini';
import * as vscode from 'vscode';
import type { Services, UseServices } from './services.ts';
import { fromDocument, fromView } from './ui-arguments.ts';

/**
 * A command: its argument object and what it does.
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

export function defineCommand<Schema extends z.ZodMiniType>(command: Command<Schema>): AnyCommand {
  return command;
}

/** What loads a command, by its name. */
export type CommandTable = Readonly<Record<string, () => Promise<AnyCommand>>>;

/** The commands of a feature, without loading them. */
export function lazyCommands<Name extends string>(
  load: () => Promise<{ readonly commands: Readonly<Record<Name, AnyCommand>> }>,
  names: readonly NoInfer<Name>[],
): CommandTable {
  return Object.fromEntries(names.map((name) => [`callTriage.${name}`, async () => (await load()).commands[name]]));
}

/** Registers commands without loading them. */
export function registerCommands(useServices: UseServices, table: CommandTable): vscode.Disposable[] {
  return Object.entries(table).map(([id, load]) =>
    vscode.commands.registerCommand(id, async (first?: unknown, selection?: unknown) => {
      const call: Call = { fromUi: isFromUi(first), selection: Array.isArray(selection) ? selection : [] };
      const [services, command, { runCommand }] = await Promise.all([
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
