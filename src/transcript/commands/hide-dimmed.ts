import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { areDimmedHidden, hideDimmed } from '../dimmed.ts';

/** Hides the rows of actions, robots and noise, or shows them again: the other than now, unless it is said. No index changes. */
export default defineCommand({
  args: z.object({ hidden: z.optional(z.boolean()) }),
  async run(_services, args) {
    const hidden = args.hidden ?? !areDimmedHidden();
    await hideDimmed(hidden);
    return { hidden };
  },
});
