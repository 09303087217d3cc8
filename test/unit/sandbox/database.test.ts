// The sandbox's database while another window sets a damaged one aside.
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../src/sandbox/state/database.ts';

function open(): { readonly database: Database; readonly file: string; readonly folder: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-database-'));
  const database = new Database(folder, (db) => db.exec('CREATE TABLE kept (name TEXT)'));
  onTestFinished(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  return { database, file: path.join(folder, 'sandbox.db'), folder };
}

const keep = (db: DatabaseSync, name: string) => db.prepare('INSERT INTO kept VALUES (?)').run(name);
const kept = (database: Database) => database.read((db) => db.prepare('SELECT name FROM kept').all());

it('does a transaction once more whose file is moved before its end', async () => {
  const { database, file } = open();
  await database.write((db) => keep(db, 'a'));
  let times = 0;
  await database.write((db) => {
    keep(db, 'b');
    times += 1;
    if (times === 1) renameSync(file, `${file}.damaged-1`);
  });
  expect(times).toBe(2);
  expect(await kept(database)).toEqual([{ name: 'b' }]);
});

it.skipIf(process.platform === 'win32')(
  'leaves what is set aside as it is, also where somebody has it open yet',
  async () => {
    const { database, file, folder } = open();
    const late = new DatabaseSync(file);
    late.exec('PRAGMA journal_mode = TRUNCATE; CREATE TABLE late (name TEXT)');
    const damaged = 'this is no database, '.repeat(1000);
    writeFileSync(file, damaged);
    await database.write((db) => keep(db, 'a'));
    // A transaction that does not fit into memory: its journal is on the disk before its end.
    const other = new DatabaseSync(file);
    other.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; BEGIN IMMEDIATE');
    for (let row = 0; row < 100; row += 1) keep(other, 'x'.repeat(3000));
    expect(() => late.exec('BEGIN IMMEDIATE')).toThrow('locked');
    other.exec('COMMIT');
    const [name = ''] = readdirSync(folder).filter((one) => /damaged-.*Z$/.test(one));
    expect(readFileSync(path.join(folder, name), 'utf8')).toBe(damaged);
    expect(await kept(database)).toHaveLength(101);
    for (const one of [late, other]) one.close();
  },
);
