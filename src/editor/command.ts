import * as vscode from 'vscode';
import type * as z from 'zod/mini';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Call } from './call.ts';
import { Cancelled, isCancelled } from './errors/cancelled.ts';
import { reportError, warn } from './notices.ts';
import type { Services } from './services.ts';
import { withoutLinks } from './words/literal.ts';

/** A command: its argument object and what it does. */
export interface Command<Schema extends z.ZodMiniType> {
  /** All that can be given; what is required but may be asked for is optional here. */
  readonly args: Schema;
  run(services: Services, args: z.infer<Schema>, call: Call): Promise<unknown>;
}

// The table of commands cannot name each one's schema; the schema is what makes the parsed arguments right.
export type AnyCommand = Command<z.ZodMiniType>;

export function defineCommand<Schema extends z.ZodMiniType>(command: Command<Schema>): AnyCommand {
  return command;
}

/**
 * Runs a command with its arguments checked. From the UI, errors are reported and the result is undefined; scripts get the
 * error itself, a `CodedError`, also when the user cancels.
 */
export async function runCommand(
  services: Services,
  command: AnyCommand,
  argument: unknown,
  call: Call,
): Promise<unknown> {
  if (call.isRowGone === true) {
    // Without its row the command would ask for one, or take another that is selected.
    void warn(
      vscode.l10n.t('The list was just being refreshed, and nothing was done. Open the menu of the row again.'),
    );
    return undefined;
  }
  try {
    const parsed = command.args.safeParse(argument ?? {});
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const path = issue?.path.join('.') ?? '';
      throw new InvalidArgumentError(
        path,
        `The argument "${path}" is not valid: ${issue?.message ?? 'it is malformed'}.`,
      );
    }
    return await command.run(services, parsed.data, call);
  } catch (error) {
    if (!call.fromUi) {
      if (isCancelled(error)) throw new Cancelled();
      // The editor itself shows what a command with arguments rejects with when a key runs it, links and all.
      if (error instanceof Error) error.message = withoutLinks(error.message);
      throw error;
    }
    if (!isCancelled(error)) await reportError(services, error);
    return undefined;
  }
}
