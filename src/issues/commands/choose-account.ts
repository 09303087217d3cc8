import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { chooseMe } from '../ask-member.ts';

/** Asks which member the user is, whom *My Open* is about. */
export default defineCommand({
  args: z.object({ connectionId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, { connectionId }, call) {
    const session = services.session(connectionId);
    const userId = await chooseMe(services, session, call);
    services.connections.reread();
    return { userId };
  },
});
