import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Statement } from '../../../src/storage/database.ts';
import { countWrites, deleteAll } from '../../../src/storage/delete-all.ts';
import { OwnerLocks } from '../../../src/storage/owners.ts';
import { openWindowOn } from '../../support/database.ts';
import { storageFolder } from '../../support/storage-process.ts';

const secret = 'What the caller said';
const rows: readonly Statement[] = [
  {
    sql: `INSERT INTO writes (id, connection, issue, kind, payload, state, attempts, doubts, created)
          VALUES ('w', 'c', 'i', 'flag.add', ?, 'waiting', 0, 0, 0)`,
    params: [JSON.stringify(secret)],
  },
  { sql: `INSERT INTO made VALUES ('c', ?, 0)`, params: [secret] },
  { sql: `INSERT INTO accounts VALUES ('c', 'a', ?, 0, NULL)`, params: [secret] },
  { sql: `INSERT INTO kept VALUES ('drafts', 'k', ?, NULL, 0)`, params: [JSON.stringify(secret)] },
  { sql: `INSERT INTO calls VALUES (1, 'c', 'a', 'call', 1, ?)`, params: [JSON.stringify(secret)] },
];

it('leaves no row but the owners and the ids of the writes, no byte of the others, and nothing that was set aside', async () => {
  const { folder, file, owners: directory } = await storageFolder();
  const database = await openWindowOn(folder);
  const owners = new OwnerLocks(directory, database);
  const own = await owners.own();
  await database.write(...rows);
  for (const name of ['call-triage.db.damaged-1', 'call-triage.db.damaged-1-journal', 'other.db.damaged-1']) {
    await writeFile(path.join(folder, name), secret);
  }
  expect(await countWrites(database)).toBe(1);
  await deleteAll(database, file);
  expect(await countWrites(database)).toBe(0);
  const tables = await database.read(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  for (const { name } of tables) {
    const [count] = await database.read(`SELECT count(*) AS count FROM ${String(name)}`);
    expect([name, count?.['count']]).toEqual([name, name === 'owners' || name === 'made' ? 1 : 0]);
  }
  expect(await database.read('SELECT id FROM owners')).toEqual([{ id: own }]);
  expect(await database.read('SELECT connection, object FROM made')).toEqual([{ connection: '', object: 'w' }]);
  await owners.close();
  await database.close();
  expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual(['other.db.damaged-1']);
  for (const name of [file, `${file}-journal`]) {
    expect((await readFile(name).catch(() => Buffer.alloc(0))).includes(secret)).toBe(false);
  }
});
