import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { NotFoundError, ServerError } from '../../../../../src/api/errors.ts';
import { callDetailsSchema } from '../../../../../src/api/bland/calls.ts';
import { Allowance, correctedTimes, type KeptTimes } from '../../../../../src/triage/transcript/corrected/allowance.ts';
import { CallRunningError, CorrectionPausedError } from '../../../../../src/triage/transcript/corrected/errors.ts';
import { CorrectedStore } from '../../../../../src/triage/transcript/corrected/store.ts';
import { readTranscript } from '../../../../../src/triage/transcript/transcript.ts';
import { openWindowOn } from '../../../../support/database.ts';
import { storageFolder } from '../../../../support/storage-process.ts';
import { bench, failureOf } from '../../../api/setup.ts';

const start = Date.parse('2026-04-30T14:00:00.000Z');
const minutes = 60_000;

/** A store in front of a scripted service, and the hands of its clock. */
async function prepare(kept?: KeptTimes) {
  const { server, api } = await bench();
  const time = { now: start };
  const clock = { now: () => new Date(time.now), wait: () => Promise.resolve() };
  return { server, api, time, store: new CorrectedStore(api, new Allowance(clock, kept)) };
}

const transcript = (callId: string, completed = true) =>
  readTranscript(
    callDetailsSchema.parse({
      call_id: callId,
      completed,
      started_at: '2026-04-30T14:00:00.000Z',
      transcripts: [
        { id: 2, user: 'user', text: 'It is oh four two. ', created_at: '2026-04-30T14:00:02.000Z' },
        { id: 1, user: 'assistant', text: 'Your number?', created_at: '2026-04-30T14:00:00.000Z' },
      ],
    }),
  );
const reply = {
  json: {
    data: {
      corrected: [
        { start: 0, end: 1, text: 'Your number?', speaker_label: 'assistant' },
        { start: 2, end: 4, text: 'It is oh four nine.', speaker_label: 'user' },
        'broken',
      ],
    },
    errors: null,
  },
};
const { signal } = new AbortController();

describe('a corrected transcript', () => {
  it('is asked for once, and stands beside what was heard by raw index', async () => {
    const { server, store } = await prepare();
    const call = transcript('a');
    expect([store.known(call), store.has('a')]).toEqual([undefined, false]);
    server.reply(reply);
    const [one, other] = await Promise.all([store.get(call, signal), store.get(call, signal)]);
    expect(one.lines.map(({ index, corrected }) => [index, corrected])).toEqual([
      [1, 'Your number?'],
      [0, 'It is oh four nine.'],
    ]);
    expect(one.findings).toEqual([{ id: 'digit:0', index: 0, kind: 'digit', heard: '042', corrected: '049' }]);
    expect(one.broken).toBe(1);
    expect(other).toEqual(one);
    expect(await store.get(call, signal)).toBe(store.known(call));
    // The same call, read again: what the service said is here.
    expect((await store.get(transcript('a'), signal)).lines).toEqual(one.lines);
    expect(server.requests).toHaveLength(1);
  });

  it('of a running call is not asked for', async () => {
    const { server, store } = await prepare();
    await failureOf(CallRunningError, store.get(transcript('a', false), signal));
    expect(server.requests).toHaveLength(0);
  });

  it('that was refused is asked for again when somebody wants it again', async () => {
    const { server, store } = await prepare();
    server.reply({ status: 404, json: { data: null, errors: [{ error: 'CALL_NOT_FOUND', message: 'No' }] } });
    await failureOf(NotFoundError, store.get(transcript('a'), signal));
    server.reply(reply);
    expect((await store.get(transcript('a'), signal)).lines).toHaveLength(2);
  });

  it('goes on being waited for by others when one leaves; the request ends with the last', async () => {
    const { server, store } = await prepare();
    let answer = (): void => undefined;
    let closed: Promise<void> = Promise.resolve();
    const hold = (response: ServerResponse): void => {
      answer = () => response.end(JSON.stringify(reply.json));
      closed = new Promise((resolve) => response.on('close', () => resolve()));
    };
    server.reply(hold, hold);
    const [one, other] = [new AbortController(), new AbortController()];
    const leaves = store.get(transcript('a'), one.signal);
    const stays = store.get(transcript('a'), other.signal);
    await server.arrived(1);
    one.abort();
    await expect(leaves).rejects.toMatchObject({ name: 'AbortError' });
    answer();
    expect((await stays).lines).toHaveLength(2);
    const last = store.get(transcript('b'), other.signal);
    await server.arrived(2);
    other.abort();
    await expect(last).rejects.toMatchObject({ name: 'AbortError' });
    await closed;
    server.reply(reply);
    expect((await store.get(transcript('b'), signal)).lines).toHaveLength(2);
  });
});

describe('the allowance', () => {
  it('is ten requests in ten minutes, for all calls together, failed and cancelled ones included', async () => {
    const { server, store, time } = await prepare();
    server.reply({ status: 500, text: 'No' }, ...Array.from({ length: 9 }, () => reply));
    await failureOf(ServerError, store.get(transcript('call 0'), signal));
    for (let nth = 1; nth < 10; nth += 1) {
      time.now += minutes / 2;
      await store.get(transcript(`call ${nth}`), signal);
    }
    const paused = await failureOf(CorrectionPausedError, store.get(transcript('other'), signal));
    expect(paused.until.toISOString()).toBe('2026-04-30T14:10:00.000Z');
    expect(server.requests).toHaveLength(10);
    // What is here costs nothing.
    expect((await store.get(transcript('call 3'), signal)).lines).toHaveLength(2);
    time.now = start + 10 * minutes;
    server.reply(reply);
    await store.get(transcript('other'), signal);
    const again = await failureOf(CorrectionPausedError, store.get(transcript('more'), signal));
    expect(again.until.toISOString()).toBe('2026-04-30T14:10:30.000Z');
  });

  it('is kept over a reload, and odd times in it do not count', async () => {
    const { folder } = await storageFolder();
    const database = await openWindowOn(folder);
    const kept = correctedTimes(database, 'work');
    const times = [start + 60 * minutes, start - 10 * minutes, ...Array.from({ length: 9 }, () => start)];
    for (const [index, time] of times.entries()) await kept.set(String(index), time);
    await correctedTimes(database, 'another').set('other', start);
    const { server, store } = await prepare(kept);
    server.reply(reply);
    await store.get(transcript('a'), signal);
    await database.close();
    const again = correctedTimes(await openWindowOn(folder), 'work');
    expect((await again.all()).map(([, time]) => time)).toEqual(Array.from({ length: 10 }, () => start));
    const later = await prepare(again);
    await failureOf(CorrectionPausedError, later.store.get(transcript('b'), signal));
    expect(later.server.requests).toHaveLength(0);
  });

  it.each([
    [{}, '2026-04-30T14:10:00.000Z'],
    [{ 'retry-after': '90' }, '2026-04-30T14:01:30.000Z'],
  ])('of the service may be used up by others: then nothing is asked until it says so', async (headers, until) => {
    const { server, store, time } = await prepare();
    server.reply({ status: 429, text: 'Too many requests, please try again later.', headers });
    const refused = await failureOf(CorrectionPausedError, store.get(transcript('a'), signal));
    expect(refused.until.toISOString()).toBe(until);
    await failureOf(CorrectionPausedError, store.get(transcript('b'), signal));
    expect(server.requests).toHaveLength(1);
    time.now = Date.parse(until);
    server.reply(reply);
    await store.get(transcript('b'), signal);
  });
});
