import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { applyFilter } from '../apply-filter.ts';

/** Shows all recent calls again. */
export default defineCommand({
  args: z.object({ connectionId: z.optional(z.string()) }),
  run: (services, { connectionId }) => applyFilter(services.session(connectionId), {}),
});
