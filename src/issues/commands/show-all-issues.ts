import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { everything } from '../../triage/issues/queries.ts';
import { lookAt } from '../finding.ts';

/** Shows all issues, done and closed ones too; order and groups stay. */
export default defineCommand({
  args: z.object({ connectionId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, { connectionId }) {
    return (await lookAt(services, services.session(connectionId), { query: everything.query })).query;
  },
});
