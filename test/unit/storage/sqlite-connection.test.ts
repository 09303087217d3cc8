import { copyFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { SqliteConnection } from '../../../src/storage/sqlite-connection.ts';
import type { Statement } from '../../../src/storage/database.ts';

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'connection-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return path.join(folder, 'call-triage.db');
}

const connect = (file: string) => new SqliteConnection({ file, busy: 0, report: () => undefined });
const inMemory = () => connect(':memory:');
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
  const file = await temporaryFile();
  const [one, other] = [1, 2].map(() => connect(file));
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

it.each([
  { what: 'and has none in its place', replace: () => undefined },
  { what: 'and has another in its place', replace: (file: string) => connect(file).transact([keep('other')]) },
])('does a transaction once more whose file is moved before its end ($what)', async ({ replace }) => {
  const file = await temporaryFile();
  const connection = connect(file);
  connection.transact([keep('a')]);
  let moves = 0;
  const movesFile: Statement = {
    get sql() {
      moves += 1;
      if (moves === 1) {
        renameSync(file, `${file}.damaged-1`);
        replace(file);
      }
      return `UPDATE kept SET changed = 1 WHERE key = 'none'`;
    },
  };
  expect(connection.transact([keep('b'), movesFile, keep('c')])).toBe(true);
  const keys = () =>
    connect(file)
      .read('SELECT key FROM kept ORDER BY key')
      .map(({ key }) => key);
  expect(keys().filter((key) => key !== 'other')).toEqual(['b', 'c']);
  expect(connection.transact([keep('d')])).toBe(true);
  expect(keys().filter((key) => key !== 'other')).toEqual(['b', 'c', 'd']);
  connection.close();
});

it.skipIf(process.platform === 'win32')(
  'leaves what is set aside as it is, also where somebody has it open yet',
  async () => {
    const file = await temporaryFile();
    const late = new DatabaseSync(file);
    late.exec('PRAGMA journal_mode=TRUNCATE; CREATE TABLE late (text)');
    const damaged = 'this is no database, '.repeat(1000);
    writeFileSync(file, damaged);
    const connection = connect(file);
    connection.transact([keep('a')]);
    // A transaction that does not fit into memory: its journal is on the disk before its end.
    const other = new DatabaseSync(file);
    other.exec('PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=1; BEGIN IMMEDIATE; CREATE TABLE other (text)');
    const insert = other.prepare('INSERT INTO other VALUES (?)');
    for (let row = 0; row < 100; row += 1) insert.run('x'.repeat(3000));
    expect(() => late.exec('BEGIN IMMEDIATE')).toThrow('locked');
    other.exec('COMMIT');
    const [name = ''] = readdirSync(path.dirname(file)).filter((one) => /damaged-\d+$/.test(one));
    expect(readFileSync(path.join(path.dirname(file), name), 'utf8')).toBe(damaged);
    expect(connection.read('SELECT count(*) AS count FROM other')).toEqual([{ count: 100 }]);
    for (const one of [late, other, connection]) one.close();
  },
);
