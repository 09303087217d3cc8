import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askPersona } from '../ask-persona.ts';
import { detachAndReport } from '../detach-and-report.ts';
import { askOwnNumbers, numbersTarget } from '../ask-own-numbers.ts';

/** Detaches numbers from a persona. Their own settings are cleared. */
export default defineCommand({
  args: z.object(numbersTarget),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const personaId = await askPersona(session, args.personaId, call);
    const numbers = await askOwnNumbers(session, personaId, args.numbers, call);
    return detachAndReport(services, session, personaId, numbers, call);
  },
});
