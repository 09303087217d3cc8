import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';

/** Stops loading the list of issues; what has arrived stays. */
export default defineCommand({
  args: z.object({}),
  async run(services) {
    services.session().issues.list.cancel();
  },
});
