import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { changePlayerSettings, readPlayerSettings } from '../player-settings.ts';

/** Has players pass over long silence, or not any more; the other way than now when nothing is said. */
export default defineCommand({
  args: z.object({ skip: z.optional(z.boolean()) }),
  async run(services, { skip }) {
    const settings = await changePlayerSettings(services, {
      skipSilence: skip ?? !readPlayerSettings(services).skipSilence,
    });
    return { skipSilence: settings.skipSilence };
  },
});
