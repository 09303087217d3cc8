import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { refuseToAsk } from '../../editor/prompts/ask.ts';
import { askNumbers } from '../ask-numbers.ts';
import { askPersona } from '../ask-persona.ts';
import { attachAndReport } from '../attach-and-report.ts';
import { parseNumbers } from '../read-numbers.ts';
import { numbersTarget, selectedNumbers } from '../ask-own-numbers.ts';

/** Attaches numbers of the account to a persona. Numbers may be in any format. */
export default defineCommand({
  args: z.object({ ...numbersTarget, move: z.optional(z.literal(true)) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const given = args.numbers === undefined ? undefined : await parseNumbers(selectedNumbers(args.numbers, call));
    const personaId = await askPersona(session, args.personaId, call);
    if (given === undefined) refuseToAsk(call, 'numbers');
    const numbers = given ?? (await askNumbers(session, personaId));
    return attachAndReport(services, session, { personaId, numbers, move: args.move === true }, call);
  },
});
