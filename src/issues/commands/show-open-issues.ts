import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { usual } from '../../triage/issues/queries.ts';
import { lookAt } from '../finding.ts';

/** Shows the open issues again, without search and filters; order and groups stay. */
export default defineCommand({
  args: z.object({ connectionId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, { connectionId }) {
    return (await lookAt(services, services.session(connectionId), { query: usual.query })).query;
  },
});
