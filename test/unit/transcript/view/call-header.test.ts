import { describe, expect, it } from 'vitest';
import { callDetailsSchema } from '../../../../src/api/bland/calls.ts';
import { callHeader } from '../../../../src/transcript/view/call-header.ts';
import { readTranscript } from '../../../../src/triage/transcript/transcript.ts';

const headerOf = (details: object) =>
  callHeader(readTranscript(callDetailsSchema.parse({ call_id: 'c-1', completed: true, ...details })), undefined);
const fieldOf = (details: object, id: string) => headerOf(details).fields.find((field) => field.id === id)?.value;

describe('the head of a call', () => {
  it('names the platform that an imported call is from, first', () => {
    expect(headerOf({ origin: 'vapi' }).facts[0]).toBe('Vapi');
    expect(fieldOf({ origin: 'livekit' }, 'origin')).toBe('LiveKit');
    expect(fieldOf({ origin: 'some-\u0007thing' }, 'origin')).toBe('some-thing');
    expect(fieldOf({}, 'origin')).toBeUndefined();
  });

  it('says that message numbers are approximate', () => {
    expect(headerOf({ concatenated_transcript: 'user: Hi' }).facts).toContain('message numbers approximate');
    expect(headerOf({ transcripts: [{ text: 'Hi' }] }).facts).not.toContain('message numbers approximate');
  });

  it.each<[string, object, string | undefined]>([
    [
      'one transfer',
      {
        warm_transfer_call: {
          state: 'NO_ANSWER',
          proxy_agent_calls: [{ state: 'TIMED_OUT', phone_number: '+14155550177' }],
        },
      },
      'no answer (+1 415 555 0177: timed out)',
    ],
    [
      'a list of them',
      { warm_transfer_calls: [{ state: 'STARTED' }, { state: 'MERGED', proxy_agent_calls: null }] },
      'started\nmerged',
    ],
    ['none', { warm_transfer_call: null }, undefined],
    ['something else', { warm_transfer_call: 'x', warm_transfer_calls: [7] }, undefined],
  ])('tells how %s went', (_what, details, words) => {
    expect(fieldOf(details, 'warmTransfer')).toBe(words);
  });
});
