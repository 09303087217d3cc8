import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';

/** Toggles the skipping of long silence in recordings. */
export default defineCommand({
  args: z.object({ skip: z.optional(z.boolean()) }),
  async run({ player }, { skip }) {
    const { skipSilence } = await player.load();
    const settings = await player.change({ skipSilence: skip ?? !skipSilence });
    return { skipSilence: settings.skipSilence };
  },
});
