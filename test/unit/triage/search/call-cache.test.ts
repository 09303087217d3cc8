import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { callDetailsSchema } from '../../../../src/api/bland/calls.ts';
import type { Database } from '../../../../src/storage/database.ts';
import { CallCache, type CallCacheOptions } from '../../../../src/triage/search/call-cache.ts';
import { searchedCall } from '../../../../src/triage/search/searched-call.ts';
import { readTranscript } from '../../../../src/triage/transcript/transcript.ts';
import { openWindowOn } from '../../../support/database.ts';
import { storageFolder } from '../../../support/storage-process.ts';

const me = { connection: 'work https://api.example', account: 'key-1' };

let folder: string;
let database: Database;
let isOn: boolean;
let isMasked: boolean;
beforeEach(async () => {
  ({ folder } = await storageFolder());
  database = await openWindowOn(folder);
  isOn = true;
  isMasked = false;
});

const open = (limits?: CallCacheOptions['limits']) =>
  new CallCache(database, { isOn: () => isOn, isMasked: () => isMasked, ...(limits && { limits }) });

const call = (id: string, text = `said in ${id}`) =>
  searchedCall(
    readTranscript(
      callDetailsSchema.parse({ call_id: id, from: '+14155550123', transcripts: [{ user: 'user', text }] }),
    ),
  );

async function texts(cache: CallCache, owner = me): Promise<(string | undefined)[]> {
  const all: (string | undefined)[] = [];
  for await (const { messages } of cache.of(owner)) all.push(messages[0]?.text);
  return all;
}

const bytesOnDisk = async (): Promise<string> =>
  (await readFile(path.join(folder, 'call-triage.db'))).toString('latin1');

it('keeps what was read, the last first, for all windows, in more than one batch', async () => {
  const cache = open();
  const ids = Array.from({ length: 45 }, (_, index) => `call-${index}`);
  for (const id of ids) await cache.keep(me, call(id));
  const other = new CallCache(await openWindowOn(folder), { isOn: () => true, isMasked: () => false });
  expect(await texts(other)).toEqual(ids.toReversed().map((id) => `said in ${id}`));
  expect(await other.count(me)).toBe(45);
});

it('replaces a call that is read again, and counts it as read last', async () => {
  const cache = open();
  await cache.keep(me, call('running', 'Hello'));
  await cache.keep(me, call('other'));
  await cache.keep(me, call('running', 'Hello, bye'));
  expect(await texts(cache)).toEqual(['Hello, bye', 'said in other']);
});

it('keeps nothing and finds nothing while it is off', async () => {
  const cache = open();
  isOn = false;
  await cache.keep(me, call('c'));
  isOn = true;
  expect(await cache.count(me)).toBe(0);
  await cache.keep(me, call('c'));
  isOn = false;
  expect(await texts(cache)).toEqual([]);
});

it('drops what was read longest ago when there are too many calls', async () => {
  const cache = open({ calls: 3, bytes: 1_000_000 });
  for (const id of ['1', '2', '3']) await cache.keep(me, call(id));
  await cache.keep(me, call('1'));
  await cache.keep({ ...me, connection: 'home' }, call('4'));
  expect(await texts(cache)).toEqual(['said in 1', 'said in 3']);
  expect(await texts(cache, { ...me, connection: 'home' })).toEqual(['said in 4']);
});

it('drops what was read longest ago when they take too much room, and keeps none that would take most of it', async () => {
  const cache = open({ calls: 100, bytes: 20_000 });
  for (const id of ['1', '2', '3']) await cache.keep(me, call(id, id.repeat(1_000)));
  expect(await cache.count(me)).toBe(3);
  await cache.keep(me, call('2', 'é'.repeat(15_000)));
  expect((await texts(cache)).map((text) => text?.[0])).toEqual(['3', '1']);
  for (let index = 0; index < 30; index += 1) await cache.keep(me, call(`more-${index}`, 'm'.repeat(1_000)));
  const [row] = await database.read('SELECT count(*) AS count, sum(bytes) AS bytes FROM calls');
  expect(Number(row?.['bytes'])).toBeLessThanOrEqual(20_000);
  expect(Number(row?.['count'])).toBeGreaterThan(10);
  expect((await texts(cache))[0]?.[0]).toBe('m');
});

it('shows the calls of one key to no other, and of one service to no other', async () => {
  const cache = open();
  await cache.keep(me, call('c'));
  expect(await texts(cache, { ...me, account: 'key-2' })).toEqual([]);
  expect(await texts(cache, { ...me, connection: 'work https://other.example' })).toEqual([]);
});

it('writes masked text alone while masking is on', async () => {
  const cache = open();
  isMasked = true;
  await cache.keep(me, call('c', 'Write to jane@example.com'));
  expect(await texts(cache)).toEqual(['Write to •••@•••']);
  const stored = await bytesOnDisk();
  expect(stored).toContain('Write to');
  expect(stored).not.toMatch(/jane|14155550123/);
});

it('leaves no byte of the calls of owners that are gone, nor of any once it is off', async () => {
  const cache = open();
  const gone = { ...me, account: 'key-2' };
  await cache.keep(me, call('c1', 'Kept words'));
  await cache.keep(gone, call('c2', 'Secret words'));
  await cache.retain(async ({ account }) => account === 'key-1');
  expect(await texts(cache)).toEqual(['Kept words']);
  expect(await bytesOnDisk()).not.toContain('Secret words');
  isOn = false;
  await cache.retain(async () => true);
  isOn = true;
  expect(await texts(cache)).toEqual([]);
  expect(await bytesOnDisk()).not.toContain('Kept words');
});

it('forgets a call that is another one now, of every key of the connection', async () => {
  const cache = open();
  for (const owner of [me, { ...me, account: 'key-2' }]) await cache.keep(owner, call('c'));
  await cache.keep(me, call('d'));
  await cache.forget(me.connection, 'c');
  await cache.forget(me.connection, 'not kept');
  expect(await texts(cache)).toEqual(['said in d']);
  expect(await texts(cache, { ...me, account: 'key-2' })).toEqual([]);
});

it('passes over rows that cannot be read, and keeps any text and ID', async () => {
  const cache = open();
  const odd = 'a\u0000b \ud800 "quoted"';
  await cache.keep(me, call(odd, 'Said'));
  await cache.keep(me, call('c', odd));
  await cache.keep(me, call(odd, 'Said again'));
  const insert = `INSERT INTO calls (connection, account, call, bytes, value) VALUES (?, ?, ?, 1, ?)`;
  await database.write(
    { sql: insert, params: [me.connection, me.account, '"x"', '{'] },
    { sql: insert, params: [me.connection, me.account, '"y"', '{"call":{}}'] },
  );
  expect(await texts(cache)).toEqual(['Said again', 'ab \ud800 "quoted"']);
});
