import { describe, expect, it } from 'vitest';
import type { ImportItem } from '../../../../../src/triage/calls/import/import-item.ts';
import { readFile } from '../../../../../src/triage/calls/import/read-file.ts';
import { readValue } from '../../../../../src/triage/calls/import/read-value.ts';

const row = (text: string, user = 'user') => ({ id: 7, user, text, created_at: '2026-02-03T10:00:00Z' });
const call = (call_id: string, fields: object = {}) => ({
  call_id,
  status: 'completed',
  transcripts: [row('Hello? '), row('This is Ada.', 'assistant')],
  ...fields,
});
const short = (items: readonly ImportItem[]): string[] =>
  items.map((item) => {
    if (item.kind === 'call') return `${item.part} ${item.callId}`;
    if (item.kind === 'conversation') return `conversation ${item.conversationId}`;
    return item.kind === 'addition' ? `${item.what} ${item.callId}` : `${item.reason.kind} ${item.place.path}`;
  });
const lines = (...values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');
const file = (text: string) => readFile(Buffer.from(text));

describe('a call of the service', () => {
  const entry = { call_id: 'w-1', url: 'https://hooks.example/x', payload: call('w-1'), metadata: [] };
  const request = { headers: { host: 'x' }, params: {}, query: {}, body: call('w-1') };
  it.each<[string, unknown]>([
    ['bare', call('w-1')],
    ['by c_id alone', { call_id: null, c_id: 'w-1', transcripts: [] }],
    ['in an envelope', { data: call('w-1'), errors: null }],
    ['in a webhook log', { data: entry, errors: null }],
    ['in a list of webhook logs', { data: [entry], errors: null }],
    ['in a webhook log without an envelope', entry],
    ['in the item of a workflow tool', [request]],
    ['in an exported item of one', [{ json: request }]],
    ['in a body that is text', { body: JSON.stringify(call('w-1')), headers: {} }],
    ['in a body in base64', { body: btoa(JSON.stringify(call('w-1'))), isBase64Encoded: true }],
    ['in a queue event', { Records: [{ messageId: '1', body: JSON.stringify({ data: call('w-1') }) }] }],
    ['in a notification', { Records: [{ Sns: { Message: JSON.stringify({ payload: call('w-1') }) } }] }],
    ['in the event of a workflow', { trigger: { event: { method: 'POST', body: call('w-1') } } }],
    ['as one field', { event: 'call.ended', call: call('w-1') }],
    ['as an export', { details: call('w-1'), corrected: null }],
  ])('is read %s', (_what, value) => {
    expect(short(readValue(value))).toEqual(['whole w-1']);
  });

  it('keeps everything that it says', () => {
    const [item] = readValue({
      data: { call_id: 'w-1', payload: call('w-1', { warm_transfer_call: { state: 'NO_ANSWER' } }) },
    });
    expect(item).toMatchObject({
      details: call('w-1', { warm_transfer_call: { state: 'NO_ANSWER' } }),
      origin: 'bland',
      notes: [],
      place: { line: 1, path: 'data.payload' },
    });
  });
});

describe('lists', () => {
  it('give each of their calls, and reject what is none by its position', () => {
    expect(short(readValue([call('a'), { note: 'x' }, call('b'), 7]))).toEqual([
      'whole a',
      'unknown [1]',
      'whole b',
      'not-an-object [3]',
    ]);
  });

  it('of calls that have a number and a text are no list of messages', () => {
    const one = (call_id: string) => ({ call_id, from: '+14155550100', transcript: 'user: Hi' });
    expect(short(readValue([one('a'), one('b')]))).toEqual(['looks-like [0]', 'looks-like [1]']);
  });

  it('of List Calls give calls without a transcript', () => {
    const item = { call_id: 'a', status: 'completed', queue_status: 'complete' };
    const [read] = readValue({ status: 'success', count: 1, total_count: 1, calls: [item] });
    expect(read).toMatchObject({ kind: 'call', part: 'listed', notes: [{ kind: 'no-transcript' }] });
  });
});

describe('files with several values', () => {
  it.each([
    ['JSON lines', lines(call('a'), call('b'))],
    ['JSON lines with blank ones and a carriage return', `\n${lines(call('a'))}\r\n\r\n${lines(call('b'))}\r\n`],
    ['one after the other on a line', `${JSON.stringify(call('a'))}${JSON.stringify(call('b'))}`],
    ['values over several lines', `${JSON.stringify(call('a'), null, 2)}\n${JSON.stringify(call('b'), null, 2)}`],
    ['a list with a call on each line', `[\n${JSON.stringify(call('a'))},\n${JSON.stringify(call('b'))}\n]`],
    ['a text sequence', `\u001e${JSON.stringify(call('a'), null, 1)}\n\u001e${JSON.stringify(call('b'), null, 1)}\n`],
    ['a value over several lines before lines', `${JSON.stringify(call('a'), null, 2)}\n${lines(call('b'))}`],
  ])('are read: %s', (_what, text) => {
    expect(short(file(text))).toEqual(['whole a', 'whole b']);
  });

  it('go on behind a line that was cut off', () => {
    const cut = JSON.stringify(call('b')).slice(0, 60);
    const text = `${lines(call('a'))}\n${cut}\n${lines(call('c'), call('d'))}`;
    expect(short(file(text))).toEqual(['whole a', 'json ', 'whole c', 'whole d']);
    expect(file(text)[1]).toMatchObject({
      reason: { kind: 'json', fault: { line: 2, column: 61, guess: 'truncated' } },
      place: { line: 2, column: 61 },
    });
    expect(short(file(`${cut}\n${lines(call('c'))}`))).toEqual(['json ', 'whole c']);
  });
});

describe('what belongs to a call', () => {
  const segments = [{ start: 0, end: 1, text: 'Hello?', speaker_label: 'user' }];
  const event = (sequence: number, conversation_id = 'a') => ({
    conversation_id,
    sequence,
    event_type: 'node.transition',
    payload: {},
  });

  it('is read as an addition: corrected transcripts, pathway events, webhooks that follow the first', () => {
    const corrected = {
      status: 'completed',
      corrected: segments,
      aligned: [],
      original: [{ id: 1, c_id: 'a', text: 'x' }],
    };
    expect(readValue({ data: corrected, errors: null })).toMatchObject([
      { kind: 'addition', callId: 'a', corrected: segments },
    ]);
    expect(readValue({ ...corrected, original: [] })).toMatchObject([{ what: 'corrected-transcript', callId: null }]);
    expect(readValue([event(1), event(2), event(1, 'b')])).toMatchObject([
      { what: 'pathway-events', callId: 'a', details: { pathway_logs: [event(1), event(2)] } },
      { what: 'pathway-events', callId: 'b', details: { pathway_logs: [event(1, 'b')] } },
    ]);
    const update = {
      call_id: 'a',
      event_type: 'multiple',
      contents: [{ citations: [1] }, { corrected_transcript: segments }],
    };
    expect(readValue(update)).toEqual([
      {
        kind: 'addition',
        what: 'webhook-update',
        callId: 'a',
        details: { call_id: 'a', citations: [1] },
        corrected: segments,
        place: { line: 1, path: '' },
      },
    ]);
  });

  it('may come with the call', () => {
    expect(readValue(call('a', { corrected_transcript: segments }))).toMatchObject([{ corrected: segments }]);
    expect(short(readValue({ call: call('a'), corrected: segments }))).toEqual(['whole a']);
    expect(readValue({ details: call('a'), corrected: { data: { corrected: segments } } })).toMatchObject([
      { kind: 'call', corrected: segments, place: { path: 'details' } },
    ]);
  });

  it('an SMS conversation is read whole, alone or in a list', () => {
    const sms = {
      id: 's-1',
      user_number: '+14155550111',
      agent_number: '+14155550100',
      messages: [{ message: 'Hi', sender: 'USER' }, 7],
    };
    expect(readValue({ data: sms, errors: null })).toMatchObject([
      {
        kind: 'conversation',
        conversationId: 's-1',
        callId: null,
        details: sms,
        notes: [{ kind: 'empty-rows', rows: [1] }],
      },
    ]);
    const listed = { ...sms, messages: undefined, message_count: 3 };
    expect(short(readValue({ data: [sms, listed] }))).toEqual(['conversation s-1', 'looks-like data[1]']);
  });
});

describe('a call that is told otherwise than it was written', () => {
  it.each<[string, object, object]>([
    [
      'rows from the concatenated transcript',
      { transcripts: null, concatenated_transcript: 'user: Hi' },
      { kind: 'approximate-index' },
    ],
    ['rows that are no objects', { transcripts: [row('a'), 'b', null] }, { kind: 'empty-rows', rows: [1, 2] }],
  ])('says so: %s', (_what, fields, note) => {
    expect(readValue(call('a', fields))).toMatchObject([{ kind: 'call', part: 'whole', notes: [note] }]);
  });

  it('is empty, without a word, where nobody answered', () => {
    expect(readValue(call('a', { transcripts: null, status: 'no-answer' }))).toMatchObject([
      { part: 'whole', notes: [] },
    ]);
    expect(readValue({ call_id: 'a', status: 'busy' })).toMatchObject([{ part: 'listed', notes: [] }]);
  });
});
