import * as z from 'zod/mini';
import { agentEnvironmentSchema } from '../../api/bland/agents.ts';
import { defineCommand } from '../../editor/command.ts';
import { refuseToAsk } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { askEnvironment } from '../ask-environment.ts';
import { askNumbers } from '../ask-numbers.ts';
import { numbersTarget, selectedNumbers } from '../ask-own-numbers.ts';
import { attachAndReport } from '../attach-and-report.ts';
import { askTarget } from '../number-target.ts';
import { parseNumbers } from '../read-numbers.ts';

/** Attaches numbers of the account to an agent or a persona. Numbers may be in any format. */
export default defineCommand({
  args: z.object({
    ...numbersTarget,
    move: z.optional(z.literal(true)),
    environment: z.optional(agentEnvironmentSchema),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const given = args.numbers === undefined ? undefined : await parseNumbers(selectedNumbers(args.numbers, call));
    const target = await askTarget(session, args, call);
    if (args.environment !== undefined && 'personaId' in target) {
      throw new InvalidArgumentError('environment', 'A persona has no environments.');
    }
    if (given === undefined) refuseToAsk(call, 'numbers');
    const numbers = given ?? (await askNumbers(session, target));
    const environment = args.environment ?? (await askEnvironment(session, target, call));
    return attachAndReport(services, session, { target, numbers, move: args.move === true, environment }, call);
  },
});
