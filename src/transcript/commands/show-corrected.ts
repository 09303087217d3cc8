import { correctedView } from '../corrected-view.ts';
import { defineCommand } from '../../editor/command.ts';
import { isMasked } from '../../editor/masking.ts';
import { panelFor } from '../active-panel.ts';
import { panelsOf } from '../panels.ts';
import { recordedCall, recordedCallArgs } from '../recorded-call.ts';

/**
 * The corrected text of a call beside what was heard, message by message; the places are approximate. From the UI: shows
 * it in the transcript, or hides it again.
 */
export default defineCommand({
  args: recordedCallArgs,
  async run(services, args, { fromUi }) {
    if (fromUi) {
      const { panel, callId } = panelFor(services, args.callId);
      panel.act('corrected');
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
