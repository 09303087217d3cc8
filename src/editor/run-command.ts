import type * as z from 'zod/mini';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Call, Command } from './command.ts';
import { isCancelled } from './errors/cancelled.ts';
import { withoutLinks } from './words/literal.ts';
import { reportError } from './notices.ts';
import type { Services } from './services.ts';

/**
 * Runs a command with its arguments checked. From the UI, what goes wrong is reported and the result is undefined; a
 * script gets a typed error.
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
    if (isCancelled(error)) return undefined;
    if (!call.fromUi) {
      // The editor itself shows what a command with arguments rejects with when a key runs it, links and all.
      if (error instanceof Error) error.message = withoutLinks(error.message);
      throw error;
    }
    await reportError(services, error);
    return undefined;
  }
}
