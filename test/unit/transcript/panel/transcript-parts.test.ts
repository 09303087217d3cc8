import { describe, expect, it } from 'vitest';
import { defaultPlayerSettings } from '../../../../src/shared/audio.ts';
import type { HostMessage } from '../../../../src/shared/messages.ts';
import { partSize, type TranscriptRow, type TranscriptView } from '../../../../src/shared/transcript.ts';
import { TranscriptParts } from '../../../../src/transcript/panel/transcript-parts.ts';

const row: TranscriptRow = {
  index: 0,
  role: 'agent',
  speaker: 'Agent',
  seconds: null,
  clock: null,
  text: 'Said.',
  fullLength: null,
  noise: false,
};
const view: TranscriptView = {
  header: { kind: 'call', callId: 'c', number: null, facts: [], summary: '', fields: [], issue: null },
  rows: [],
  flags: [],
  flagTypes: [],
  drafts: [],
  canFlag: false,
  recording: { ...defaultPlayerSettings, absent: null, duration: null },
};

/** A call of so many messages, in which neighbours changed places: display order is not the order of indexes. */
function viewOf(count: number): TranscriptView {
  const rows = Array.from({ length: count }, (_, place) => ({ ...row, index: place ^ 1 }));
  return { ...view, rows };
}
const told = (messages: readonly HostMessage[]) =>
  messages.map((message) => {
    if (message.type === 'rows')
      return { rows: message.rows.length, first: message.rows[0]?.index, more: message.more };
    if (message.type !== 'state' || message.state.kind !== 'ready') throw new Error(message.type);
    const { rows, more, following } = message.state.view;
    return { rows: rows.length, first: rows[0]?.index, more, following };
  });

describe('a call', () => {
  it('that is short is one message, and there is nothing more of it', () => {
    const parts = new TranscriptParts();
    const call = viewOf(partSize);
    expect(told(parts.state(call))).toEqual([{ rows: partSize, first: 1, more: 0, following: 0 }]);
    for (const what of [null, 'all', 7, 99_999] as const) {
      expect(parts.more(call.rows, what, () => expect.fail('not needed'))).toEqual([]);
    }
  });

  it('that is long comes in parts, one message each, as far as it is read', () => {
    const parts = new TranscriptParts();
    const call = viewOf(2 * partSize + 60);
    expect(told(parts.state(call))).toEqual([{ rows: partSize, first: 1, more: partSize + 60, following: 0 }]);
    expect(told(parts.more(call.rows, null, () => call))).toEqual([{ rows: partSize, first: partSize + 1, more: 60 }]);
    // Shown anew, it is as far as it was.
    expect(told(parts.state(call))).toEqual([
      { rows: partSize, first: 1, more: 60, following: partSize },
      { rows: partSize, first: partSize + 1, more: 60 },
    ]);
    expect(told(parts.more(call.rows, null, () => call))).toEqual([{ rows: 60, first: 2 * partSize + 1, more: 0 }]);
    expect(told(parts.state(call)).map(({ rows }) => rows)).toEqual([partSize, partSize, 60]);
  });

  it('is shown up to a message that is gone to, wherever that is read', () => {
    const parts = new TranscriptParts();
    const call = viewOf(4 * partSize);
    // The first message of the second part has the index of its second place.
    expect(parts.more(call.rows, partSize - 1, () => call)).toEqual([]);
    expect(told(parts.more(call.rows, 2 * partSize + 5, () => call))).toEqual([
      { rows: partSize, first: partSize + 1, more: 2 * partSize },
      { rows: partSize, first: 2 * partSize + 1, more: partSize },
    ]);
    expect(parts.more(call.rows, 9_999_999, () => call)).toEqual([]);
    expect(told(parts.more(call.rows, 'all', () => call))).toHaveLength(1);
  });

  it('that grows says how many more there are', () => {
    const parts = new TranscriptParts();
    expect(told(parts.state(viewOf(partSize + 1)))[0]).toMatchObject({ rows: partSize, more: 1 });
    expect(told(parts.state(viewOf(partSize + 9)))[0]).toMatchObject({ rows: partSize, more: 9 });
  });
});
