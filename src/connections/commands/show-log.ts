import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';

/** Shows the log of requests: no bodies, no keys, no text of a call. */
export default defineCommand({
  args: z.object({}),
  async run(services) {
    services.log.show();
  },
});
