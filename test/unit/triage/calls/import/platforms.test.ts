import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { callDetailsSchema } from '../../../../../src/api/bland/calls.ts';
import type { ImportedCall, Note } from '../../../../../src/triage/calls/import/import-item.ts';
import { readFile } from '../../../../../src/triage/calls/import/read-file.ts';
import { readTranscript } from '../../../../../src/triage/transcript/transcript.ts';

const folder = path.resolve(import.meta.dirname, '../../../../fixtures/platforms');

/** The only call of a file. */
function callIn(name: string): ImportedCall {
  const [item, ...others] = readFile(readFileSync(path.join(folder, name)));
  expect(others).toEqual([]);
  if (item?.kind !== 'call') throw new Error(`${name}: ${JSON.stringify(item)}`);
  return item;
}

/** Its rows as they are shown: role or speaker, seconds, text, latency. */
const rowsOf = (call: ImportedCall) =>
  readTranscript(callDetailsSchema.parse(call.details)).rows.map(({ role, speaker, seconds, text, latency }) => [
    role === 'other' ? speaker : role,
    seconds,
    text,
    ...(latency === undefined ? [] : [latency]),
  ]);

interface Expected {
  readonly origin: string;
  /** Where the platform gives one. */
  readonly id?: string;
  readonly rows: readonly (readonly unknown[])[];
  readonly details?: object;
  readonly recording?: string;
  readonly notes?: readonly Note[];
}

const expected: Readonly<Record<string, Expected>> = {
  'vapi.json': {
    origin: 'vapi',
    id: '0195b001-7777-7000-8000-00000000a001',
    rows: [
      ['system', 0, 'You call guests of Hotel Aurelia.'],
      ['agent', 1.2, 'Good morning, Hotel Aurelia.'],
      ['caller', 4.5, 'Can I check out at two?'],
      ['agent', 7, 'Let me look.', 845],
      ['action', 8, 'late_checkout({"room":"412"})'],
      ['action', 9.5, 'late_checkout → {"until":"14:00"}'],
      ['caller', 11, 'And?'],
      ['agent', 12.8, 'Two is fine.', 1620],
    ],
    details: {
      started_at: '2026-03-02T10:00:00.000Z',
      end_at: '2026-03-02T10:01:16.000Z',
      corrected_duration: '76',
      from: '+14155550199',
      to: '+14155550131',
      inbound: false,
      status: 'assistant-ended-call',
      summary: 'The guest asked for a late checkout.',
    },
    recording: 'https://storage.example/vapi/a001.wav',
  },
  'retell.json': {
    origin: 'retell',
    id: 'call_retell_0042',
    rows: [
      ['agent', 0.72, 'Fernhill Pharmacy.'],
      ['action', 2.5, 'Welcome → Refill'],
      ['caller', 3.1, 'A refill, please.'],
      ['action', 4.4, 'order_refill({"number":7})'],
      ['action', 5.1, 'order_refill → ordered'],
      ['agent', 5.6, 'Of course.', 912],
      ['action', 8, 'DTMF 1'],
      ['transfer_target', 20, 'Counter two.'],
    ],
    details: {
      from: '+14155550142',
      to: '+14155550100',
      inbound: true,
      call_ended_by: 'ASSISTANT',
      corrected_duration: '41.5',
      variables: { refill: 'yes' },
      summary: 'A refill was ordered.',
    },
    recording: 'https://storage.example/retell/0042.wav',
    notes: [{ kind: 'unknown-speakers', speakers: ['transfer_target'] }],
  },
  'elevenlabs.json': {
    origin: 'elevenlabs',
    id: 'conv_01parcel',
    rows: [
      ['agent', 0, 'Northgate Parcel, hello.'],
      ['caller', 3, 'Where is my parcel?'],
      ['agent', 5, 'One moment.', 731],
      ['action', 5, 'track({"id":"NG7"})'],
      ['action', 5, 'track → in transit'],
    ],
    details: {
      started_at: '2026-03-02T10:00:00.000Z',
      from: '+14155550171',
      inbound: true,
      summary: 'The parcel is in transit.',
      variables: { tier: 'gold' },
    },
    notes: [{ kind: 'left-out', entries: [3] }],
  },
  'twilio.json': {
    origin: 'twilio',
    id: 'GT0123456789abcdef0123456789abcdef',
    rows: [
      ['agent', 0.9, 'Larkspur Billing.'],
      ['caller', 3.2, 'My bill is wrong.'],
      ['Channel 3', 6, 'Transferring.'],
    ],
    details: { started_at: '2026-03-02T10:00:00.000Z', end_at: '2026-03-02T10:00:12.000Z' },
    recording: 'https://storage.example/twilio/rec.wav',
    notes: [{ kind: 'unknown-speakers', speakers: ['Channel 3'] }],
  },
  'deepgram.json': {
    origin: 'deepgram',
    id: '7a1f9b52-0000-4000-8000-00000000dg01',
    rows: [
      ['Speaker 0', 0.4, 'Tidewater Power, hello.'],
      ['Speaker 1', 2.6, 'Is it out?'],
    ],
    // The time at which it was transcribed is not the call's.
    details: { started_at: null, corrected_duration: '9.5' },
    notes: [{ kind: 'unknown-speakers', speakers: ['Speaker 0', 'Speaker 1'] }],
  },
  'assemblyai.json': {
    origin: 'assemblyai',
    id: 'aai-5551212',
    rows: [
      ['Speaker A', 0.25, 'Rowan Insurance.'],
      ['Speaker B', 1.98, 'I have a claim.'],
    ],
    details: { corrected_duration: '31' },
    recording: 'https://storage.example/aai/rowan.mp3',
    notes: [{ kind: 'unknown-speakers', speakers: ['Speaker A', 'Speaker B'] }],
  },
  'whisperx.json': {
    origin: 'whisperx',
    rows: [
      ['SPEAKER_00', 0.31, 'Meadowbank Cards, how can I help?'],
      ['SPEAKER_01', 2.9, 'I lost my card.'],
      ['', 5, 'Oh no.'],
    ],
    notes: [{ kind: 'unknown-speakers', speakers: ['SPEAKER_00', 'SPEAKER_01'] }],
  },
  'livekit.json': {
    origin: 'livekit',
    id: 'AJ_quickcart',
    rows: [
      ['system', 0, "You are QuickCart's agent."],
      ['agent', 0.75, 'Hi, QuickCart.'],
      ['caller', 4, 'My order is late.\n[image_content]'],
      ['action', 4.5, 'find_order({"late":true})'],
      ['action', 5.3, 'find_order → {"eta":"today"}'],
      ['agent', 6, 'It comes today.', 1234],
      ['action', 7.5, 'orders → survey'],
    ],
    recording: 'recordings/AJ_quickcart.ogg',
    notes: [{ kind: 'left-out', entries: [7] }],
  },
  'chat.json': {
    origin: 'chat',
    id: 'chat-77',
    rows: [
      ['system', null, 'You answer for Castellan Hotel.'],
      // 10:00:05 without a zone is UTC, and two hours behind the other.
      ['agent', 0, 'There is.'],
      ['caller', 7196, 'Is there parking?'],
      ['action', null, 'facilities({"of":"parking"})'],
      ['action', null, 'facilities → yes'],
    ],
  },
  'webvtt.vtt': {
    origin: 'webvtt',
    rows: [
      ['agent', 0.5, 'Brightwater Dental, good morning.'],
      ['Dana Ortiz', 3, 'Tom & I need a slot.'],
      ['agent', 3, 'Both < 10?'],
      ['', 6, '(typing)'],
    ],
    details: { corrected_duration: '7' },
    notes: [{ kind: 'unknown-speakers', speakers: ['Dana Ortiz'] }],
  },
  'srt.srt': {
    origin: 'srt',
    rows: [
      ['agent', 0.4, 'Fernhill Pharmacy.'],
      ['caller', 2.5, 'Is it ready?\nI called before.'],
      ['agent', 5, 'Yes.'],
    ],
  },
};

describe('a file of another platform', () => {
  it.each(Object.entries(expected))('%s is read as a call', (name, { origin, id, rows, details, recording, notes }) => {
    const call = callIn(name);
    expect(rowsOf(call)).toEqual(rows);
    expect(call).toMatchObject({ origin, part: 'whole', recording: recording ?? null, notes: notes ?? [] });
    expect(call.callId).toMatch(id ?? new RegExp(`^${origin}-[0-9a-f]{16}$`));
    expect(call.details).toMatchObject({
      ...details,
      call_id: call.callId,
      origin,
      recording_url: recording?.startsWith('https:') ? recording : null,
    });
  });

  it('without an ID has the same one whenever its content is the same', () => {
    const text = readFileSync(path.join(folder, 'srt.srt'), 'utf8');
    const idOf = (content: string) => readFile(Buffer.from(content)).map((item) => item.kind === 'call' && item.callId);
    expect(idOf(text)).toEqual([callIn('srt.srt').callId]);
    expect(idOf(text.replaceAll('\n', '\r\n'))).toEqual(idOf(text));
    expect(idOf(text.replace('Yes.', 'No.'))).not.toEqual(idOf(text));
  });
});
