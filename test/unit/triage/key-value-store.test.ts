import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { KeyValueStore, keyOf } from '../../../src/triage/key-value-store.ts';
import { openWindowOn } from '../../support/database.ts';
import { storageFolder } from '../../support/storage-process.ts';

const words = z.object({ text: z.string() });

async function open() {
  const database = await openWindowOn((await storageFolder()).folder);
  return { database, kept: new KeyValueStore(database, 'words', words) };
}

it('gives back any text, and none of another collection', async () => {
  const { database, kept } = await open();
  const key = keyOf('a\0b', '\uD800', null);
  await kept.set(key, { text: 'NUL \0, half a pair \uDFFF, é' });
  expect(await kept.get(key)).toEqual({ text: 'NUL \0, half a pair \uDFFF, é' });
  expect(await kept.get(keyOf('a', '\uD800', null))).toBeUndefined();
  expect(await new KeyValueStore(database, 'others', words).get(key)).toBeUndefined();
  expect(await kept.all()).toEqual([[key, { text: 'NUL \0, half a pair \uDFFF, é' }]]);
});

it.each(['{', '7', '{"text":7}', 'null'])('takes a value that is %s for none, until it is set again', async (value) => {
  const { database, kept } = await open();
  await kept.set('one', { text: 'one' });
  await kept.set('two', { text: 'two' });
  await database.write({ sql: `UPDATE kept SET value = ? WHERE key = 'one'`, params: [value] });
  expect(await kept.get('one')).toBeUndefined();
  expect(await kept.all()).toEqual([['two', { text: 'two' }]]);
  await kept.set('one', { text: 'again' });
  expect(await kept.get('one')).toEqual({ text: 'again' });
});

it('leaves to nobody what a process is at work on, and to one taker what it left', async () => {
  const { database, kept } = await open();
  await kept.set('mine', { text: 'mine' }, 'owner');
  await kept.set('other', { text: 'other' }, 'another owner');
  expect(await kept.all()).toEqual([]);
  expect(await kept.take('mine')).toBe(false);
  await database.write({ sql: `UPDATE kept SET owner = NULL WHERE owner = 'owner'` });
  expect(await kept.all()).toEqual([['mine', { text: 'mine' }]]);
  expect(await Promise.all([kept.take('mine'), kept.take('mine')])).toEqual([true, false]);
  expect(await kept.take('other')).toBe(false);
});
