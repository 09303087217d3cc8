import { expect, it } from 'vitest';
import { Connection } from '../../../src/storage/connection.ts';
import type { Statement } from '../../../src/storage/database.ts';

const inMemory = () => new Connection({ file: ':memory:', busy: 0, report: () => undefined });
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
