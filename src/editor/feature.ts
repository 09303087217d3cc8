import * as vscode from 'vscode';
import { readCall } from './call.ts';
import type { AnyCommand, runCommand } from './command.ts';
import type { Services } from './services.ts';

/** The module that loads with a feature's first use. */
export interface Feature {
  /** By the name that follows `callTriage.`. */
  readonly commands: Readonly<Record<string, AnyCommand>>;
}

export interface Loaded<F> {
  readonly services: Services;
  readonly feature: F;
  readonly runCommand: typeof runCommand;
}

/** Loads a feature, and makes the services when it is the first. */
export type Load<F> = () => Promise<Loaded<F>>;

/** Registers commands of a feature without loading them. */
export function registerCommands<F extends Feature>(
  load: Load<F>,
  names: readonly (keyof F['commands'] & string)[],
): vscode.Disposable {
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(`callTriage.${name}`, async (...given: unknown[]) => {
        const { argument, ...call } = readCall(...given);
        const { services, feature, runCommand: run } = await load();
        const commands: Feature['commands'] = feature.commands;
        const command = commands[name];
        if (command === undefined) throw new Error(`There is no command ${name}.`);
        // A key passes the focused row alone: the others that are selected with it are known to the view.
        const { selection: chosen } = call;
        const selection = chosen.length > 0 ? chosen : services.views.selectionWith(argument);
        const isRowGone = call.lacksRow && !isAboveView(`callTriage.${name}`, services.context);
        return run(services, command, argument, { ...call, selection, row: argument, isRowGone });
      }),
    ),
  );
}

/** A command above a view is called as one of a row's menu is, but its row is the focused one, and there may be none. */
function isAboveView(command: string, { extension }: Pick<vscode.ExtensionContext, 'extension'>): boolean {
  const { contributes } = extension.packageJSON as Manifest;
  return contributes.menus['view/title'].some((entry) => entry.command === command);
}

interface Manifest {
  readonly contributes: { readonly menus: { readonly 'view/title': readonly { readonly command: string }[] } };
}
