import { copyFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SqliteConnection } from '../../../src/storage/sqlite-connection.ts';
import type { Statement } from '../../../src/storage/database.ts';

const inMemory = () => new SqliteConnection({ file: ':memory:', busy: 0, report: () => undefined });
const keep = (key: string, size = 0): Statement => ({
  sql: `INSERT INTO kept (collection, key, value, changed) VALUES ('test', ?, ?, 0)`,
  params: [key, JSON.stringify('x'.repeat(size))],
});

it('keeps a database in memory through transactions that are done, refused and failed', () => {
  const connection = inMemory();
  expect(connection.transact([keep('a')])).toBe(true);
  expect(connection.transact([keep('b'), { ...keep('c'), changes: 2 }])).toBe(false);
  expect(() => connection.transact([keep('b'), keep('a')])).toThrow('could not be stored');
  expect(connection.read('SELECT key FROM kept').map(({ key }) => key)).toEqual(['a']);
  connection.close();
});

it('says that the disk is full for the write that does not fit, and does the next that fits', () => {
  const connection = inMemory();
  connection.transact([keep('a')]);
  const [pages] = connection.read('PRAGMA page_count');
  connection.read(`PRAGMA max_page_count = ${Number(pages?.['page_count']) + 4}`);
  expect(() => connection.transact([keep('b'), keep('large', 100_000)])).toThrow(
    expect.objectContaining({ fault: 'full', cause: 13 }),
  );
  expect(connection.transact([keep('c', 4_000)])).toBe(true);
  expect(connection.read('SELECT key FROM kept').map(({ key }) => key)).toEqual(['a', 'c']);
  connection.close();
});

it('reads what stands in a file that was written over, though its change counter stands where it stood', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'connection-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'call-triage.db');
  const [one, other] = [1, 2].map(() => new SqliteConnection({ file, busy: 0, report: () => undefined }));
  const keys = () => other?.read('SELECT key FROM kept').map(({ key }) => key);
  one?.transact([keep('a')]);
  copyFileSync(file, `${file}.copy`);
  for (const key of ['b', 'c']) one?.transact([keep(key)]);
  expect(keys()).toEqual(['a', 'b', 'c']);
  copyFileSync(`${file}.copy`, file);
  for (const key of ['d', 'e']) one?.transact([keep(key)]);
  expect(keys()).toEqual(['a', 'd', 'e']);
  other?.transact([keep('f')]);
  expect(one?.read('SELECT key FROM kept').map(({ key }) => key)).toEqual(['a', 'd', 'e', 'f']);
  expect(one?.read('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  for (const connection of [one, other]) connection?.close();
});
