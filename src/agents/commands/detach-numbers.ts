import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askOwnNumbers, numbersTarget } from '../ask-own-numbers.ts';
import { detachAndReport } from '../detach-and-report.ts';
import { askTarget } from '../number-target.ts';

/** Detaches numbers from an agent or a persona. Their own settings are cleared. */
export default defineCommand({
  args: z.object(numbersTarget),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const target = await askTarget(session, args, call);
    const numbers = await askOwnNumbers(session, target, args.numbers, call);
    return detachAndReport(services, session, target, numbers, call);
  },
});
