import * as z from 'zod/mini';
import { defineCommand } from '../../../editor/command.ts';
import { connectionTarget } from '../../../editor/prompts/ask.ts';
import { insightsPanelsOf } from '../panels.ts';

/** Opens the page that counts the flags of a connection. */
export default defineCommand({
  args: z.object(connectionTarget),
  async run(services, args) {
    const connectionId = services.session(args.connectionId).connection.id;
    insightsPanelsOf(services).open({ connectionId });
    return { connectionId };
  },
});
