import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { panelFor } from '../active-panel.ts';

/** Plays the recording of a transcript that is open, or pauses it. */
export default defineCommand({
  args: z.object({ callId: z.optional(z.string()) }),
  async run(services, { callId }) {
    const { panel, callId: shown } = panelFor(services, callId);
    panel.play({ kind: 'toggle' });
    return { callId: shown };
  },
});
