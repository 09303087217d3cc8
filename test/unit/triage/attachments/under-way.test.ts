import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../../../src/storage/database.ts';
import { StorageError } from '../../../../src/storage/errors.ts';
import { OwnerLocks } from '../../../../src/storage/owners.ts';
import { type Upload, UploadsUnderWay } from '../../../../src/triage/attachments/under-way.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { WriteRows } from '../../../../src/triage/outbox/write-rows.ts';
import { databaseScript, openWindowOn } from '../../../support/database.ts';
import { storageFolder } from '../../../support/storage-process.ts';

let folder: string;
let database: Database;
let owners: OwnerLocks;
let rows: WriteRows;
let uploads: UploadsUnderWay;

/** Ends what processes that are gone have left, as a window does when it starts. */
const adopt = (): Promise<void> => rows.watch();

beforeEach(async () => {
  ({ folder } = await storageFolder());
  database = await openWindowOn(folder);
  owners = new OwnerLocks(path.join(folder, 'owners'), database);
  onTestFinished(() => owners.close());
  rows = new WriteRows({ database, owners, clock: systemClock });
  onTestFinished(() => rows.close());
  uploads = new UploadsUnderWay(database, owners);
});

const upload: Upload = {
  uri: 'file:///evidence.wav',
  name: 'evidence.wav',
  talkdeskId: 'desk',
  issue: { connectionId: 'org', issueId: 'issue-1' },
  metadata: { issue: 'T-1008' },
};

/** Another process that uploads the same, until it is killed. */
async function startUploading(): Promise<{ kill(): Promise<void> }> {
  const outfile = path.join(folder, 'uploading.mjs');
  const entry = path.resolve(import.meta.dirname, '../../../support/uploading-process.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm' });
  const child = fork(outfile, [folder, await databaseScript()]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return {
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

it('says nothing where nothing was ever uploaded', async () => {
  expect(await uploads.cutOff()).toEqual([]);
});

it('leaves an upload alone whose window lives, and forgets it when it ends', async () => {
  const end = await uploads.begin(upload);
  await adopt();
  expect(await uploads.cutOff()).toEqual([]);
  await end();
  expect(await database.read('SELECT * FROM kept')).toEqual([]);
});

it('tells of one whose process was killed, with all that is needed to begin again, until it is decided about', async () => {
  const other = await startUploading();
  await adopt();
  expect(await uploads.cutOff()).toEqual([]);
  await other.kill();
  await adopt();
  const [one] = await uploads.cutOff();
  expect(one).toEqual({ ...upload, id: one?.id });
  expect(await uploads.take(one?.id ?? '')).toBe(true);
  expect(await uploads.cutOff()).toEqual([]);
});

it('is taken by one window alone, however many ask about it', async () => {
  await uploads.begin(upload);
  await database.write({ sql: 'UPDATE kept SET owner = NULL' });
  const others = await Promise.all([openWindowOn(folder), openWindowOn(folder)]);
  const windows = [uploads, ...others.map((other) => new UploadsUnderWay(other, owners))];
  const [one] = await uploads.cutOff();
  const taken = await Promise.all(windows.map((window) => window.take(one?.id ?? '')));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

it('begins nothing that cannot be recorded', async () => {
  await rm(path.join(folder, 'owners'), { recursive: true });
  await writeFile(path.join(folder, 'owners'), 'a file where the folder should be');
  await expect(uploads.begin(upload)).rejects.toThrow(StorageError);
});
