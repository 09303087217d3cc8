import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { panelFor } from '../active-panel.ts';

/** Shows the waveform of the recording with the flags on it, or hides it. */
export default defineCommand({
  args: z.object({ callId: z.optional(z.string()) }),
  async run(services, { callId }) {
    const { panel, callId: shown } = panelFor(services, callId);
    panel.play({ kind: 'waveform' });
    return { callId: shown };
  },
});
