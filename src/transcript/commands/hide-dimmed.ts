import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { areDimmedHidden, setDimmedHidden } from '../panel/page-settings.ts';

/** Toggles the rows of actions, robots and noise. Indexes of messages stay the same. */
export default defineCommand({
  args: z.object({ hidden: z.optional(z.boolean()) }),
  async run(_services, args) {
    const hidden = args.hidden ?? !areDimmedHidden();
    await setDimmedHidden(hidden);
    return { hidden };
  },
});
