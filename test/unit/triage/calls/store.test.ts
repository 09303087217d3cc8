// The list of recent calls against the sandbox, which refuses every parameter and value that it does not know.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BlandApi, createBlandApi } from '../../../../src/api/index.ts';
import { createUndiciTransport } from '../../../../src/api/undici-transport.ts';
import { startSandbox } from '../../../../src/sandbox/index.ts';
import { type CallFilter, callFilterSchema } from '../../../../src/triage/calls/filter.ts';
import { CallStore } from '../../../../src/triage/calls/store.ts';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let api: BlandApi;
const stores: CallStore[] = [];

/** What the sandbox says of each call, past our own reading. */
let calls: Record<string, unknown>[];

beforeAll(async () => {
  sandbox = await startSandbox();
  const { origin, key } = sandbox;
  api = createBlandApi({
    baseUrl: new URL(origin),
    key: async () => key,
    transport: createUndiciTransport({ closeMs: 0 }),
  });
  const response = await fetch(new URL('/v1/calls', origin), { headers: { authorization: key } });
  ({ calls } = (await response.json()) as { calls: typeof calls });
});

afterEach(() => {
  for (const store of stores.splice(0)) store.dispose();
});

afterAll(async () => {
  await api.close();
  await sandbox.close();
});

async function filtered(filter: CallFilter): Promise<string[]> {
  const store = new CallStore(api);
  stores.push(store);
  store.filter = callFilterSchema.parse(filter);
  await store.list.load();
  expect(store.list.error).toBeUndefined();
  return store.shown.map(({ id }) => id);
}

const expected = (passes: (call: Record<string, unknown>) => boolean): unknown[] =>
  calls.filter(passes).map((call) => call['call_id']);
const seconds = (call: Record<string, unknown>): number => Math.round(Number(call['call_length']) * 60 * 1000) / 1000;

describe('filters that are asked of the service', () => {
  it('none: all calls, newest first', async () => {
    expect(await filtered({})).toEqual(expected(() => true));
  });

  it('a number, whoever called whom, however it is written', async () => {
    const { from, to } = calls[0] as { from: string; to: string };
    const spaced = from.replace(/^(\+\d)(\d{3})(\d{3})/, '$1 ($2) $3-');
    expect(await filtered({ number: spaced })).toEqual(
      expected((call) => call['from'] === from || call['to'] === from),
    );
    expect(await filtered({ number: to })).toEqual(expected((call) => call['from'] === to || call['to'] === to));
    expect(await filtered({ number: '+19995550000' })).toEqual([]);
  });

  it('direction, completed, answered by, ended by', async () => {
    for (const inbound of [true, false]) {
      const wanted = expected((call) => call['inbound'] === inbound);
      expect(wanted.length).toBeGreaterThan(0);
      expect(await filtered({ inbound })).toEqual(wanted);
    }
    expect(await filtered({ completed: false })).toEqual(expected((call) => call['completed'] === false));
    expect(await filtered({ answeredBy: 'human' })).toEqual(expected((call) => call['answered_by'] === 'human'));
    expect(await filtered({ endedBy: 'ASSISTANT' })).toEqual(expected((call) => call['call_ended_by'] === 'ASSISTANT'));
  });

  it('length in seconds, with both bounds', async () => {
    const [first] = calls.filter((call) => typeof call['call_length'] === 'number');
    const length = seconds(first!);
    const exactly = expected((call) => call['call_length'] !== null && seconds(call) === length);
    expect(exactly.length).toBeGreaterThan(0);
    expect(await filtered({ minDuration: length, maxDuration: length })).toEqual(exactly);
    expect(await filtered({ minDuration: length + 1 })).toEqual(
      expected((call) => call['call_length'] !== null && seconds(call) >= length + 1),
    );
  });

  it('days, which count whole and in local time', async () => {
    const began = (call: Record<string, unknown>): Date => new Date(String(call['started_at']));
    const day = (date: Date): string =>
      [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
    const wanted = day(began(calls[0]!));
    expect(await filtered({ startDate: wanted, endDate: wanted })).toEqual(
      expected((call) => day(began(call)) === wanted),
    );
    expect(await filtered({ startDate: '2999-01-01' })).toEqual([]);
  });
});

describe('text', () => {
  it('is looked for among what is loaded, without asking again', async () => {
    const store = new CallStore(api);
    stores.push(store);
    await store.list.load();
    const { list } = store;
    store.filter = { text: 'PHARMACY' };
    expect(store.list).toBe(list);
    const wanted = expected(
      (call) => JSON.stringify([call['summary'], call['from'], call['to']]).match(/pharmacy/i) !== null,
    );
    expect(store.shown.map(({ id }) => id)).toEqual(wanted);
  });

  it('a filter that asks for other calls begins a list of its own', async () => {
    const store = new CallStore(api);
    stores.push(store);
    await store.list.load();
    store.filter = { inbound: true };
    expect(store.list.loaded).toBe(false);
  });
});

describe('what is no filter', () => {
  it.each([
    { number: 'billing' },
    { number: '+1' },
    { startDate: '30.4.2026' },
    { startDate: '2026-04-30T25:00' },
    { startDate: '2026-02-31' },
    { endDate: 'soon' },
    { answeredBy: 'robot' },
    { endedBy: 'agent' },
    { minDuration: -1 },
    { maxDuration: Number.NaN },
    { text: '' },
    { colour: 'red' },
  ])('%j', (filter) => {
    expect(callFilterSchema.safeParse(filter).success).toBe(false);
  });
});
