import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';

/** Has players pass over long silence, or not any more; the other way than now when nothing is said. */
export default defineCommand({
  args: z.object({ skip: z.optional(z.boolean()) }),
  async run({ player }, { skip }) {
    const { skipSilence } = await player.load();
    const settings = await player.change({ skipSilence: skip ?? !skipSilence });
    return { skipSilence: settings.skipSilence };
  },
});
