import type * as z from 'zod/mini';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Call, Command } from './command.ts';
import { Cancelled, isCancelled } from './errors/cancelled.ts';
import { withoutLinks } from './words/literal.ts';
import { reportError } from './notices.ts';
import type { Services } from './services.ts';

/**
 * Runs a command with its arguments checked. From the UI, errors are reported and the result is undefined; scripts get the
 * error itself, a `CodedError`, also when the user cancels.
 */
export async function runCommand(
  services: Services,
  command: Command<z.ZodMiniType>,
  first: unknown,
  call: Call,
): Promise<unknown> {
  try {
    const parsed = command.args.safeParse(first ?? {});
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
