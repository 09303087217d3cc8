import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callDetailsSchema } from '../../../../src/api/bland/calls.ts';
import { maxRowText } from '../../../../src/shared/transcript.ts';
import { durationOf, messageAt, readTranscript } from '../../../../src/triage/transcript/transcript.ts';

const call = (transcripts: unknown[], rest: object = {}) =>
  readTranscript(
    callDetailsSchema.parse({
      call_id: 'c',
      completed: true,
      started_at: '2026-01-01T10:00:00Z',
      transcripts,
      ...rest,
    }),
  );

const row = (at: number | null, id: number, text: string, user = 'assistant') => ({
  id,
  user,
  text,
  created_at: at === null ? null : new Date(Date.UTC(2026, 0, 1, 10, 0, at)).toISOString(),
});

describe('display order', () => {
  it('sorts by time, then id, and keeps each raw index', () => {
    const { rows } = call([row(1, 1, 'a'), row(9, 4, 'late'), row(5, 3, 'c'), row(5, 2, 'b')]);
    expect(rows.map(({ index, text }) => [index, text])).toEqual([
      [0, 'a'],
      [3, 'b'],
      [2, 'c'],
      [1, 'late'],
    ]);
  });

  it('leaves a row without a time behind the one before it', () => {
    const { rows } = call([row(1, 1, 'a'), row(8, 2, 'z'), row(null, 3, 'timeless'), row(4, 4, 'b')]);
    expect(rows.map(({ text }) => text)).toEqual(['a', 'b', 'z', 'timeless']);
    expect(rows.at(-1)).toMatchObject({ index: 2, seconds: null, clock: null });
  });

  it('shows every row exactly once, whatever the times and ids', () => {
    const anyRow = fc.record({
      id: fc.option(fc.oneof(fc.integer(), fc.string())),
      created_at: fc.option(
        fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
      ),
      text: fc.option(fc.string()),
      user: fc.option(fc.string()),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const shown = call(rows).rows.map(({ index }) => index);
        expect([...shown].sort((a, b) => a - b)).toEqual(rows.map((_, index) => index));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('rows', () => {
  it('counts seconds from the start of the call, or from its first row', () => {
    expect(call([row(16, 1, 'x')]).rows[0]?.seconds).toBe(16);
    expect(call([row(16, 1, 'x'), row(19, 2, 'y')], { started_at: null }).rows.map(({ seconds }) => seconds)).toEqual([
      0, 3,
    ]);
  });

  it('names the four roles and keeps an unknown one as it came', () => {
    const users = ['user', 'assistant', 'robot', 'agent-action', 'supervisor'];
    const { rows } = call(users.map((user, index) => row(index, index, 'x', user)));
    expect(rows.map(({ role }) => role)).toEqual(['caller', 'agent', 'robot', 'action', 'other']);
    expect(rows[4]?.speaker).toBe('supervisor');
  });

  it.each([
    ['Agent 1', 'agent'],
    ['assistant:', 'agent'],
    ['AI_Agent', 'agent'],
    ['Receptionist', 'agent'],
    ['User 2', 'caller'],
    ['End-User', 'caller'],
    ['prospect', 'caller'],
    ['Speaker 1', 'other'],
    ['system', 'other'],
    ['tool', 'other'],
    ['', 'other'],
  ])('reads %j as %s', (user, role) => {
    expect(call([row(1, 1, 'x', user)]).rows[0]?.role).toBe(role);
  });

  it.each([
    ['[noise]', true],
    ['<unk> [laughter]', true],
    ['', true],
    ['[noise] hello', false],
    ['I pay <5 dollars', false],
  ])('takes %j for noise: %s', (text, noise) => {
    expect(call([row(1, 1, text)]).rows[0]?.noise).toBe(noise);
  });

  it('drops control characters from what is shown and never from what a flag carries', () => {
    const text = 'a\u0000b\u001b[31m\tc\nd\u0085 ';
    const transcript = call([row(1, 1, text)]);
    expect(transcript.rows[0]?.text).toBe('ab[31m\tc\nd ');
    expect(messageAt(transcript, 0)).toEqual({ index: 0, text });
  });

  it('cuts a huge row on the page only', () => {
    const text = 'x'.repeat(5_000_000);
    const transcript = call([row(1, 1, text)]);
    expect(transcript.rows[0]).toMatchObject({ fullLength: 5_000_000 });
    expect(transcript.rows[0]?.text).toHaveLength(maxRowText);
    expect(messageAt(transcript, 0)?.text).toBe(text);
  });

  it('reads a call without rows, and rows that are nothing', () => {
    expect(call([]).rows).toEqual([]);
    expect(call([null, 5, row(1, 1, 'x')]).rows.map(({ index }) => index)).toEqual(expect.arrayContaining([0, 1, 2]));
  });
});

describe('messages', () => {
  it('is found by raw index, not by place on the page', () => {
    const transcript = call([row(9, 2, 'second'), row(1, 1, 'first')]);
    expect(messageAt(transcript, 0)?.text).toBe('second');
    expect(messageAt(transcript, 2)).toBeUndefined();
  });
});

it('tells the duration in seconds from either field', () => {
  expect(durationOf(call([], { corrected_duration: '79', call_length: 1 }).details)).toBe(79);
  expect(durationOf(call([], { call_length: 1.5 }).details)).toBe(90);
  expect(durationOf(call([]).details)).toBeNull();
});

describe('a call that has nothing but its concatenated transcript', () => {
  const only = (concatenated_transcript: string, rest: object = {}) =>
    call([], { transcripts: null, concatenated_transcript, ...rest });
  const said = (text: string) => only(text).rows.map(({ role, text: words }) => [role, words]);

  it('has its rows, in their order and without times, and says that they are approximate', () => {
    const read = only('user: Hello? \n assistant: Ada: at your service.\nTell me. \n agent-action: Ended call \n ');
    expect(read.approximate).toBe(true);
    expect(read.rows).toMatchObject([
      { index: 0, role: 'caller', text: 'Hello?', seconds: null },
      { index: 1, role: 'agent', text: 'Ada: at your service.\nTell me.' },
      { index: 2, role: 'action', text: 'Ended call' },
    ]);
  });

  it('is read with the blank of older versions, and with text that nobody is named for', () => {
    expect(said('user : Hi \n assistant : Yes \n ')).toEqual([
      ['caller', 'Hi'],
      ['agent', 'Yes'],
    ]);
    expect(said('Something. \n user: Hi')).toEqual([
      ['other', 'Something.'],
      ['caller', 'Hi'],
    ]);
  });

  it('is exact once it has rows of its own, and empty without either', () => {
    const text = 'user: Hi';
    expect(call([row(1, 1, 'a')], { concatenated_transcript: text })).toMatchObject({ approximate: false });
    expect(only(' \n ')).toMatchObject({ approximate: false, rows: [] });
  });
});

describe('a call without a clock', () => {
  it('has the offsets and latencies that its rows give', () => {
    const offset = (offset_seconds: number, latency_ms?: number) => ({
      text: 't',
      user: 'bot',
      offset_seconds,
      latency_ms,
    });
    const { rows } = call([offset(4), offset(1.5, 900)], { started_at: null });
    expect(rows.map(({ index, seconds, clock, latency }) => [index, seconds, clock, latency])).toEqual([
      [1, 1.5, null, 900],
      [0, 4, null, undefined],
    ]);
  });
});
