import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase, type Database, type Statement, type StorageReport } from '../../../src/storage/database.ts';
import { migrations } from '../../../src/storage/schema.ts';
import { buildStorage, startStorageProcess, storageFolder } from '../../support/storage-process.ts';

let built: Awaited<ReturnType<typeof buildStorage>>;
beforeAll(async () => {
  built = await buildStorage();
});
afterAll(() => rm(built.directory, { recursive: true, force: true }));

function open(file: string, script = built.worker): { database: Database; reports: StorageReport[] } {
  const database = openDatabase({ file, script, timing: { busy: 100, pause: 10, patience: 500, poll: 20 } });
  onTestFinished(() => database.close());
  const reports: StorageReport[] = [];
  database.onDidReport((report) => reports.push(report));
  return { database, reports };
}

const keep = (key: string): Statement => ({
  sql: `INSERT INTO kept (collection, key, value, changed) VALUES ('test', ?, '""', 0)`,
  params: [key],
});
const remove = (key: string): Statement => ({ sql: 'DELETE FROM kept WHERE key = ?', params: [key], changes: 1 });
const keys = async (database: Database) =>
  (await database.read('SELECT key FROM kept ORDER BY key')).map(({ key }) => key);

describe('a transaction', () => {
  it('is done whole, in the order of the calls', async () => {
    const { database } = open((await storageFolder()).file);
    const writes = [database.write(keep('a'), keep('b')), database.write(remove('a')), database.write(keep('a2'))];
    expect(await Promise.all(writes)).toEqual([true, true, true]);
    expect(await keys(database)).toEqual(['a2', 'b']);
  });

  it('is not done at all when a statement changes another number of rows than it says', async () => {
    const { database } = open((await storageFolder()).file);
    await database.write(keep('a'));
    expect(await database.write(keep('b'), remove('a'), remove('missing'))).toBe(false);
    expect(await keys(database)).toEqual(['a']);
  });

  it('is not done at all when a statement fails, and the next is', async () => {
    const { database } = open((await storageFolder()).file);
    await expect(database.write(keep('a'), keep('a'))).rejects.toMatchObject({ code: 'STORAGE', fault: 'other' });
    await database.write(keep('b'));
    expect(await keys(database)).toEqual(['b']);
  });
});

it('closes after what was asked for, and then says that it is closed', async () => {
  const { file } = await storageFolder();
  const { database } = open(file);
  const writes = Array.from({ length: 20 }, (_, index) => database.write(keep(`${index}`)));
  await database.close();
  expect(await Promise.all(writes)).toEqual(writes.map(() => true));
  await expect(database.write(keep('late'))).rejects.toMatchObject({ fault: 'closed' });
  await expect(database.read('SELECT 1')).rejects.toMatchObject({ fault: 'closed' });
  expect(await keys(open(file).database)).toHaveLength(20);
});

it('makes folder and file for this user alone, and leaves no text of a removed row behind', async () => {
  const { folder } = await storageFolder();
  const file = path.join(folder, 'deep', 'call-triage.db');
  const { database } = open(file);
  await database.write(keep('a secret of a caller'));
  expect((await readFile(file)).includes('a secret of a caller')).toBe(true);
  await database.write(remove('a secret of a caller'));
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file)).includes('a secret of a caller')).toBe(false);
  expect((await stat(`${file}-journal`).catch(() => ({ size: 0 }))).size).toBe(0);
});

it('tells of what another process commits, and not of its own commits', async () => {
  const { file } = await storageFolder();
  const here = open(file).database;
  await here.write(keep('a'));
  let hasElsewhere = false;
  const told: boolean[] = [];
  const subscription = here.onDidChangeElsewhere(() => told.push(hasElsewhere));
  await here.write(keep('b'));
  const there = open(file).database;
  await there.read('SELECT 1');
  hasElsewhere = true;
  await there.write(keep('c'));
  await vi.waitFor(() => expect(told).toContain(true));
  expect(told).not.toContain(false);
  subscription.dispose();
});

describe('a thread that ends', () => {
  /** A thread that ends at the first order whose text contains `marker`, before or after it has obeyed, but never answers. */
  async function breaking(moment: 'before' | 'after'): Promise<{ script: string; file: string }> {
    const { folder, file } = await storageFolder();
    const script = path.join(folder, 'breaking.cjs');
    const stop = `
      const { parentPort } = require('node:worker_threads');
      const { existsSync, writeFileSync } = require('node:fs');
      const broken = ${JSON.stringify(path.join(folder, 'broken'))};
      const post = parentPort.postMessage.bind(parentPort);
      let meant = false;
      const end = () => { writeFileSync(broken, ''); process.exit(1); };
      parentPort.on('message', (ask) => {
        meant = JSON.stringify(ask).includes('marker') && !existsSync(broken);
        if (meant && '${moment}' === 'before') end();
      });
      parentPort.postMessage = (told) => (meant ? end() : post(told));
      require(${JSON.stringify(built.worker)});`;
    await writeFile(script, stop);
    return { script, file };
  }

  it('before a commit is started again, and commits', async () => {
    const { script, file } = await breaking('before');
    const { database } = open(file, script);
    await database.write(keep('a'));
    expect(await Promise.all([database.write(keep('marker')), database.write(keep('c'))])).toEqual([true, true]);
    expect(await keys(database)).toEqual(['a', 'c', 'marker']);
  });

  it('between a commit and its answer has committed once', async () => {
    const { script, file } = await breaking('after');
    const { database } = open(file, script);
    const count = { sql: `INSERT INTO made VALUES ('marker', hex(randomblob(8)), 0)` };
    expect(await database.write(count)).toBe(true);
    expect(await database.read('SELECT count(*) AS count FROM made')).toEqual([{ count: 1 }]);
  });

  it('each time it is asked is given up, with a reason', async () => {
    const { folder, file } = await storageFolder();
    const script = path.join(folder, 'missing.cjs');
    await expect(open(file, script).database.write(keep('a'))).rejects.toMatchObject({
      fault: 'other',
      cause: 'MODULE_NOT_FOUND',
    });
  });
});

describe('a damaged file', () => {
  const aside = async (folder: string) => (await readdir(folder)).filter((name) => name.includes('.damaged-')).sort();

  it('that is no database is set aside with its journal, and told', async () => {
    const { folder, file } = await storageFolder();
    await writeFile(file, 'this is no database, '.repeat(1000));
    await writeFile(`${file}-journal`, Buffer.alloc(512));
    const { database, reports } = open(file);
    expect(await database.write(keep('a'))).toBe(true);
    expect(await keys(database)).toEqual(['a']);
    const names = await aside(folder);
    expect(names).toHaveLength(2);
    expect(names[1]).toBe(`${names[0]}-journal`);
    expect(reports).toEqual([{ kind: 'damaged', file: path.join(folder, names[0] ?? '') }]);
    expect(await readFile(path.join(folder, names[0] ?? ''), 'utf8')).toContain('this is no database');
  });

  it('that breaks while it is open is set aside, and the write goes to a new one', async () => {
    const { folder, file } = await storageFolder();
    const { database, reports } = open(file);
    await database.write(...Array.from({ length: 200 }, (_, index) => keep(`${index} ${'x'.repeat(200)}`)));
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0xaa, 24));
    expect(await database.write(keep('a'))).toBe(true);
    expect(await keys(database)).toEqual(['a']);
    expect((await aside(folder)).filter((name) => !name.endsWith('-journal'))).toHaveLength(1);
    expect(reports.map(({ kind }) => kind)).toEqual(['damaged']);
  });

  it('is set aside once when several find it, and nothing that they write is set aside with it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { folder, file } = await storageFolder();
      const all = Array.from({ length: 4 }, () => open(file));
      for (const { database } of all) await keys(database);
      await writeFile(file, 'this is no database, '.repeat(1000));
      await Promise.all(all.map(({ database }, index) => database.write(keep(`${index}`))));
      for (const { database } of all) expect(await keys(database)).toEqual(['0', '1', '2', '3']);
      expect((await aside(folder)).filter((name) => !name.endsWith('-journal'))).toHaveLength(1);
      const reports = all.flatMap((one) => one.reports);
      expect(reports.filter(({ kind }) => kind === 'damaged')).toHaveLength(1);
      await Promise.all(all.map(({ database }) => database.close()));
    }
  });
});

describe('a database of a newer version', () => {
  it('is read, and not written', async () => {
    const { file } = await storageFolder();
    await open(file).database.write(keep('a'));
    const newer = new DatabaseSync(file);
    newer.exec(`PRAGMA user_version = ${migrations.length + 1}; ALTER TABLE kept ADD COLUMN later TEXT`);
    newer.close();
    const { database, reports } = open(file);
    await expect(database.write(keep('b'))).rejects.toMatchObject({ fault: 'newer' });
    expect(await keys(database)).toEqual(['a']);
    expect(reports).toEqual([{ kind: 'newer' }]);
  });

  it('is noticed by the next write also when it was open before', async () => {
    const { file } = await storageFolder();
    const { database } = open(file);
    await database.write(keep('a'));
    const newer = new DatabaseSync(file);
    newer.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    newer.close();
    await expect(database.write(keep('b'))).rejects.toMatchObject({ fault: 'newer' });
    expect(await keys(database)).toEqual(['a']);
  });
});

it('says that an editor without SQLite is not supported', async () => {
  const { file, owners } = await storageFolder();
  const options = { file, owners, worker: built.worker };
  const child = await startStorageProcess(built.child, options, {
    execArgv: ['--no-experimental-sqlite'],
  });
  await expect(child.call('read', 'SELECT 1')).rejects.toThrow('unsupported');
  await expect(child.call('own')).rejects.toThrow('unsupported');
});

describe('an error of the file system', () => {
  it('carries the code of the system', async () => {
    const { folder } = await storageFolder();
    const file = path.join(folder, 'a-file', 'call-triage.db');
    await writeFile(path.dirname(file), '');
    await expect(open(file).database.read('SELECT 1')).rejects.toMatchObject({ fault: 'other', cause: 'EEXIST' });
  });

  it('is not taken for a denial when the file may be written', async () => {
    const { folder } = await storageFolder();
    const file = path.join(folder, 'call-triage.db');
    await mkdir(file);
    await chmod(file, 0o700);
    await expect(open(file).database.read('SELECT 1')).rejects.toMatchObject({ fault: 'other', cause: 14 });
  });
});
