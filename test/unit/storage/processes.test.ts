// @module-tag slow
import { execFileSync } from 'node:child_process';
import { chmod, chown, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  buildStorage,
  startStorageProcess,
  storageFolder,
  type StorageProcess,
} from '../../support/storage-process.ts';

let built: Awaited<ReturnType<typeof buildStorage>>;
beforeAll(async () => {
  built = await buildStorage();
});
afterAll(() => rm(built.directory, { recursive: true, force: true }));

type Folder = Awaited<ReturnType<typeof storageFolder>>;

const start = ({ file, owners }: Folder, spawned = {}) =>
  startStorageProcess(built.child, { file, owners, worker: built.worker }, spawned);

/** What stands in the file now, and whether SQLite finds it sound. */
function look(file: string): { keys: Set<unknown>; soundness: unknown } {
  const database = new DatabaseSync(file);
  const keys = database.prepare('SELECT key FROM kept').all();
  const soundness = database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
  database.close();
  return { keys: new Set(keys.map(({ key }) => key)), soundness };
}

const missing = (file: string, committed: readonly string[]) => {
  const { keys } = look(file);
  return committed.filter((key) => !keys.has(key));
};

it('loses no committed row, and stays sound, through 100 kills of writers', { timeout: 90_000 }, async () => {
  const folder = await storageFolder();
  const reported: string[] = [];
  const writer = async (name: number) => {
    for (let kills = 0; kills < 25; kills += 1) {
      const child = await start(folder);
      void child.call('keepMany', `${name}.${kills}`);
      // Some are killed while they open the database, some in the middle of their writes.
      if (kills % 3 > 0) await vi.waitFor(() => expect(child.committed.length).toBeGreaterThan(kills % 5), 15_000);
      await sleep(Math.random() * 20);
      await child.kill();
      reported.push(...child.committed);
    }
  };
  await Promise.all([1, 2, 3, 4].map(writer));
  expect(reported.length).toBeGreaterThan(100);
  expect(look(folder.file).soundness).toBe('ok');
  expect(missing(folder.file, reported)).toEqual([]);
});

describe('a process that is stopped', { timeout: 60_000 }, () => {
  it.for(['DEFERRED', 'IMMEDIATE', 'EXCLUSIVE'] as const)(
    'in a transaction (%s) holds up saving elsewhere, which says so, and no event loop',
    async (kind) => {
      const folder = await storageFolder();
      const [stopped, other] = await Promise.all([start(folder), start(folder)]);
      await other.call('keep', 'before');
      await stopped.call('hold', kind);
      stopped.signal('SIGSTOP');
      await other.call('longestStall');
      let isSaved = false;
      const saved = other.call('keep', 'during').then(() => {
        isSaved = true;
      });
      const read = other.call('read', 'SELECT key FROM kept').catch((error: Error) => error.message);
      await vi.waitFor(() => expect(other.reports).toEqual([{ kind: 'waiting' }]), 15_000);
      expect(isSaved).toBe(false);
      expect(await other.call('longestStall')).toBeLessThan(1_000);
      // Beside a reader, and a writer before its commit, others read on.
      expect(await read).toEqual(kind === 'EXCLUSIVE' ? 'busy' : [{ key: 'before' }]);
      stopped.signal('SIGCONT');
      await stopped.call('release');
      await saved;
      expect(other.reports).toEqual([{ kind: 'waiting' }, { kind: 'waited' }]);
      expect(missing(folder.file, ['before', 'during'])).toEqual([]);
    },
  );

  it('at any moment of its commits, 20 times, loses nothing of anybody', async () => {
    const folder = await storageFolder();
    const [stopped, other] = await Promise.all([start(folder), start(folder)]);
    for (const child of [stopped, other]) void child.call('keepMany', `${child.pid}`);
    await vi.waitFor(() => expect(stopped.committed.length).toBeGreaterThan(0), 15_000);
    await other.call('longestStall');
    for (let stops = 0; stops < 20; stops += 1) {
      stopped.signal('SIGSTOP');
      await sleep(250 + Math.random() * 100);
      stopped.signal('SIGCONT');
      await sleep(Math.random() * 50);
    }
    expect(await other.call('longestStall')).toBeLessThan(1_000);
    const [before, after] = [stopped.committed.length, other.committed.length];
    await vi.waitFor(() => expect(stopped.committed.length).toBeGreaterThan(before), 15_000);
    await vi.waitFor(() => expect(other.committed.length).toBeGreaterThan(after), 15_000);
    await Promise.all([stopped.kill(), other.kill()]);
    expect(look(folder.file).soundness).toBe('ok');
    expect(missing(folder.file, [...stopped.committed, ...other.committed])).toEqual([]);
  });
});

describe('a database that another program', { timeout: 30_000 }, () => {
  async function used(): Promise<{ folder: Folder; child: StorageProcess; file: string }> {
    const folder = await storageFolder();
    const child = await start(folder);
    await child.call('keep', 'before');
    return { folder, child, file: folder.file };
  }

  it('copies, stays what it is', async () => {
    const { folder, child, file } = await used();
    void child.call('keepMany', 'more');
    for (let copies = 0; copies < 20; copies += 1) {
      execFileSync('cp', [file, path.join(folder.folder, 'copy.db')]);
      await sleep(5);
    }
    await vi.waitFor(() => expect(child.committed.length).toBeGreaterThan(5), 15_000);
    await child.kill();
    expect(missing(file, ['before', ...child.committed])).toEqual([]);
    expect(look(file).soundness).toBe('ok');
  });

  it('deletes, begins anew at the same path', async () => {
    const { child, file } = await used();
    await rm(file);
    await child.call('keep', 'after');
    expect(await child.call('read', 'SELECT key FROM kept')).toEqual([{ key: 'after' }]);
    expect([...look(file).keys]).toEqual(['after']);
  });

  it.each(['moved into its place', 'written over it'])(
    'replaces by a copy (%s), goes on with the copy',
    async (way) => {
      const { folder, child, file } = await used();
      const copy = path.join(folder.folder, 'copy.db');
      await copyFile(file, copy);
      await child.call('keep', 'lost with the replaced file');
      if (way === 'written over it') execFileSync('cp', [copy, file]);
      else await rename(copy, file);
      expect(await child.call('read', 'SELECT key FROM kept')).toEqual([{ key: 'before' }]);
      expect(await child.call('keep', 'after')).toBe(true);
      expect(look(file).keys).toEqual(new Set(['after', 'before']));
      expect(look(file).soundness).toBe('ok');
    },
  );
});

it('eight processes that open a new database at once all do', { timeout: 30_000 }, async () => {
  for (let round = 0; round < 3; round += 1) {
    const folder = await storageFolder();
    const children = await Promise.all(Array.from({ length: 8 }, () => start(folder)));
    const kept = await Promise.all(children.map((child) => child.call('keep', `${child.pid}`)));
    expect(kept).toEqual(children.map(() => true));
    expect(look(folder.file).keys.size).toBe(8);
    expect(look(folder.file).soundness).toBe('ok');
    await Promise.all(children.map((child) => child.kill()));
  }
});

/** Mounts a file system of 256 KB; false where this user may not. */
function mountSmall(directory: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', directory], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it('a full disk refuses what does not fit, shows the rest, and takes more once there is room', async ({ skip }) => {
  const { folder, owners } = await storageFolder();
  const directory = path.join(folder, 'small');
  await mkdir(directory);
  if (!mountSmall(directory))
    skip('this user may not mount a small file system; connection.test.ts limits the pages instead');
  onTestFinished(() => void execFileSync('umount', ['-l', directory]));
  const child = await start({ folder: directory, file: path.join(directory, 'call-triage.db'), owners });
  const kept: string[] = [];
  const fill = async () => {
    for (;;) {
      const key = `${kept.length} ${'x'.repeat(5_000)}`;
      await child.call('keep', key);
      kept.push(key);
    }
  };
  await expect(fill()).rejects.toThrow('full');
  expect(kept.length).toBeGreaterThan(3);
  expect(await child.call('read', 'SELECT key FROM kept')).toHaveLength(kept.length);
  const remove = { sql: 'DELETE FROM kept WHERE key = ?', params: [kept[0] ?? ''], changes: 1 };
  // Even a removal needs room for its journal: the file system grows a little.
  execFileSync('mount', ['-o', 'remount,size=512k', directory]);
  expect(await child.call('write', remove)).toBe(true);
  expect(await child.call('keep', 'after')).toBe(true);
});

describe('a place that may not be written', () => {
  /** Root may write everywhere: as root, the process runs as nobody. */
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined;

  async function readOnly(modes: { file: number; folder: number }): Promise<StorageProcess> {
    const folder = await storageFolder();
    const writer = await start(folder);
    await writer.call('keep', 'before');
    await writer.call('close');
    if (nobody !== undefined) for (const one of [folder.file, folder.folder]) await chown(one, nobody, nobody);
    await chmod(folder.file, modes.file);
    await chmod(folder.folder, modes.folder);
    onTestFinished(() => chmod(folder.folder, 0o700));
    return start(folder, nobody === undefined ? {} : { uid: nobody });
  }

  it.each([
    { what: 'file', file: 0o400, folder: 0o700 },
    { what: 'folder', file: 0o600, folder: 0o500 },
  ])('($what) is read, and a write says that it is denied', async (modes) => {
    const child = await readOnly(modes);
    expect(await child.call('read', 'SELECT key FROM kept')).toEqual([{ key: 'before' }]);
    await expect(child.call('keep', 'after')).rejects.toThrow('denied');
    expect(await child.call('read', 'SELECT key FROM kept')).toEqual([{ key: 'before' }]);
  });

  it('says that it is denied also when there is no file yet', async () => {
    const folder = await storageFolder();
    await chmod(folder.folder, 0o555);
    onTestFinished(() => chmod(folder.folder, 0o700));
    const child = await start(folder, nobody === undefined ? {} : { uid: nobody });
    await expect(child.call('read', 'SELECT 1')).rejects.toThrow('denied');
    await expect(child.call('keep', 'a')).rejects.toThrow('denied');
  });
});
