import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const start = ({ file, owners }: Folder) =>
  startStorageProcess(built.child, { file, owners, worker: built.worker, sweepAfter: 60_000 });
const lock = ({ owners }: Folder, id: string) => path.join(owners, `${id}.lock`);

/** A process that is listed, with a row of its own. */
async function owner(folder: Folder): Promise<{ child: StorageProcess; id: string }> {
  const child = await start(folder);
  const id = await child.call('own');
  await child.call('keep', `of ${id}`, id);
  return { child, id };
}

const ownerOf = async (reader: StorageProcess, id: string) => {
  const [row] = await reader.call('read', 'SELECT owner FROM kept WHERE key = ?', `of ${id}`);
  return row?.['owner'];
};
const listed = async (reader: StorageProcess) =>
  (await reader.call('read', 'SELECT id FROM owners')).map(({ id }) => String(id)).sort();

describe('an owner', { timeout: 30_000 }, () => {
  it('keeps what it owns while it runs and while it is stopped, and loses it when it is killed', async () => {
    const folder = await storageFolder();
    const { child: other, id: own } = await owner(folder);
    const { child, id } = await owner(folder);
    // A lock that nothing refers to would be let go of.
    await child.call('collectGarbage');
    expect(await other.call('adopt')).toBe(0);
    child.signal('SIGSTOP');
    await sleep(300);
    expect(await other.call('adopt')).toBe(0);
    expect(await other.call('unclear')).toEqual([]);
    expect(await other.call('adoptUnclear', id)).toBe(false);
    child.signal('SIGCONT');
    expect(await child.call('own')).toBe(id);
    expect(await ownerOf(other, id)).toBe(id);
    await child.kill();
    expect(await other.call('adopt')).toBe(1);
    expect(await ownerOf(other, id)).toBe(own);
    expect(await listed(other)).toEqual([own]);
    expect(await readdir(folder.owners)).toEqual([`${own}.lock`]);
  });

  it.each([
    { what: 'is killed', isLockThere: true },
    { what: 'is killed, and whose lock file is removed,', isLockThere: false },
  ])('that $what is adopted exactly once by several that look at the same time', async ({ isLockThere }) => {
    const folder = await storageFolder();
    const others = await Promise.all(Array.from({ length: 4 }, () => owner(folder)));
    const gone = await Promise.all(Array.from({ length: 3 }, () => owner(folder)));
    await Promise.all(gone.map(({ child }) => child.kill()));
    if (!isLockThere) for (const { id } of gone) await rm(lock(folder, id));
    const moved = await Promise.all(others.map(({ child }) => child.call('adopt')));
    // An owner whose lock one of them held while another looked is taken for alive until the next look.
    expect(moved.reduce((sum, count) => sum + count, 0)).toBe(3);
    const [reader] = others;
    if (reader === undefined) throw new Error('nobody looks');
    for (const { id } of gone) expect(others.map((one) => one.id)).toContain(await ownerOf(reader.child, id));
    expect(await listed(reader.child)).toEqual(others.map(({ id }) => id).sort());
  });

  it('whose lock is free while a process has its number is for a person to decide', async () => {
    const folder = await storageFolder();
    const { child, id: own } = await owner(folder);
    const { child: gone, id } = await owner(folder);
    await gone.kill();
    await child.call('write', { sql: 'UPDATE owners SET pid = ? WHERE id = ?', params: [process.pid, id] });
    expect(await child.call('adopt')).toBe(0);
    expect(await child.call('unclear')).toEqual([id]);
    expect(await ownerOf(child, id)).toBe(id);
    expect(await child.call('adoptUnclear', id)).toBe(true);
    expect(await ownerOf(child, id)).toBe(own);
    expect(await child.call('unclear')).toEqual([]);
  });

  it('of another machine is for a person to decide', async () => {
    const folder = await storageFolder();
    const { child } = await owner(folder);
    const { child: gone, id } = await owner(folder);
    await gone.kill();
    await child.call('write', { sql: `UPDATE owners SET machine = 'elsewhere' WHERE id = ?`, params: [id] });
    expect(await child.call('adopt')).toBe(0);
    expect(await child.call('unclear')).toEqual([id]);
  });

  it('whose lock file is not there is gone only when its process is', async () => {
    const folder = await storageFolder();
    const { child, id: own } = await owner(folder);
    const { child: other, id } = await owner(folder);
    await rm(lock(folder, id));
    expect(await child.call('adopt')).toBe(0);
    expect(await child.call('unclear')).toEqual([id]);
    await other.kill();
    expect(await child.call('adopt')).toBe(1);
    expect(await ownerOf(child, id)).toBe(own);
  });

  it('that lost its lock file goes on under another id, with what it owns', async () => {
    const folder = await storageFolder();
    const { child, id } = await owner(folder);
    await rm(lock(folder, id));
    expect(await child.call('adopt')).toBe(0);
    const own = await child.call('own');
    expect(own).not.toBe(id);
    expect(await ownerOf(child, id)).toBe(own);
    expect(await listed(child)).toEqual([own]);
    const { child: other } = await owner(folder);
    expect(await other.call('adopt')).toBe(0);
  });

  it('that was adopted goes on under another id, and what was taken stays taken', async () => {
    const folder = await storageFolder();
    const { child, id } = await owner(folder);
    const { child: other, id: taker } = await owner(folder);
    await rm(lock(folder, id));
    expect(await other.call('adoptUnclear', id)).toBe(true);
    expect(await child.call('adopt')).toBe(0);
    expect(await child.call('own')).not.toBe(id);
    expect(await ownerOf(child, id)).toBe(taker);
  });

  it('is not listed any more once it has closed', async () => {
    const folder = await storageFolder();
    const { child, id } = await owner(folder);
    const { child: other } = await owner(folder);
    await child.call('close');
    await expect(child.call('own')).rejects.toThrow('closed');
    expect(await other.call('adopt')).toBe(0);
    expect(await other.call('unclear')).toEqual([]);
    expect(await ownerOf(other, id)).toBe(id);
  });
});

it('free lock files of nobody are swept once they are old, and locked ones never', { timeout: 30_000 }, async () => {
  const folder = await storageFolder();
  const { child, id } = await owner(folder);
  const { child: other, id: unlisted } = await owner(folder);
  const old = new Date(Date.now() - 120_000);
  for (const name of ['old', 'young']) await writeFile(lock(folder, name), '');
  for (const name of ['old', id, unlisted]) await utimes(lock(folder, name), old, old);
  await child.call('write', { sql: 'DELETE FROM owners WHERE id = ?', params: [unlisted] });
  await child.call('adopt');
  const left = [id, unlisted, 'young'].map((name) => `${name}.lock`).sort();
  expect((await readdir(folder.owners)).sort()).toEqual(left);
  await other.kill();
  await child.call('adopt');
  expect(await readdir(folder.owners)).not.toContain(`${unlisted}.lock`);
});
