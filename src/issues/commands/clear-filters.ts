import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { lookAt } from '../finding.ts';

/** Takes search and filters out; order and groups stay. */
export default defineCommand({
  args: z.object({ connectionId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, { connectionId }) {
    return (await lookAt(services, services.session(connectionId), { query: {} })).query;
  },
});
