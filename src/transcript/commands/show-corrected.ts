import { correctedView } from '../corrected/corrected-view.ts';
import { defineCommand } from '../../editor/command.ts';
import { isMasked } from '../../editor/masking.ts';
import { callPanel, recordedCall, recordedCallArgs } from '../arguments/call.ts';
import { panelsOf } from '../panel/panels.ts';

/** Toggles the corrected transcript. For a script, returns the corrected text by message; the positions are approximate. */
export default defineCommand({
  args: recordedCallArgs,
  async run(services, args, { fromUi }) {
    if (fromUi) {
      const { panel, callId } = callPanel(services, args.callId);
      panel.runKeyAction('corrected');
      return { callId };
    }
    const { session, callId } = recordedCall(services, args);
    const transcript = await session.transcripts.get(callId);
    const read = await session.corrections.get(transcript, new AbortController().signal);
    void panelsOf(services).find(callId, undefined)?.showEvents();
    const { lines, broken } = correctedView(read, isMasked());
    const rows = lines.map(({ index, parts }) => ({
      messageIndex: index,
      corrected: parts.flatMap(({ kind, text }) => (kind === 'removed' ? [] : [text])).join(' '),
      parts: parts.map((part) => ({ ...part })),
    }));
    return { callId, approximate: true, rows, unreadable: broken };
  },
});
