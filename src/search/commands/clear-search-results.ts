import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { LastSearch } from '../last-search.ts';

/** Stops a search, and closes the view of its results. */
export default defineCommand({
  args: z.object({}),
  async run(services) {
    services.once(LastSearch).clear();
  },
});
