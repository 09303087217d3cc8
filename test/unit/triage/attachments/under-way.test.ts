import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Upload, UploadsUnderWay } from '../../../../src/triage/attachments/under-way.ts';
import { JournalError } from '../../../../src/triage/journal/errors.ts';

let directory: string;
let uploads: UploadsUnderWay;

beforeEach(async () => {
  directory = path.join(await mkdtemp(path.join(tmpdir(), 'call-triage-uploads-')), 'uploads');
  uploads = new UploadsUnderWay(directory);
});
afterEach(() => rm(path.dirname(directory), { recursive: true }));

const upload: Upload = {
  uri: 'file:///evidence.wav',
  name: 'evidence.wav',
  talkdeskId: 'desk',
  issue: { connectionId: 'org', issueId: 'issue-1' },
  metadata: { issue: 'T-1008' },
};

/** As if the process that began the upload were another one. */
async function beganIn(change: object): Promise<void> {
  for (const name of await readdir(directory)) {
    const file = path.join(directory, name);
    const stored = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...stored, ...change }));
  }
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

it('says nothing where nothing was ever uploaded', async () => {
  expect(await uploads.cutOff()).toEqual([]);
});

it('leaves an upload alone whose window lives, and forgets it when it ends', async () => {
  const end = await uploads.begin(upload);
  expect(await readdir(directory)).toHaveLength(1);
  expect(await uploads.cutOff()).toEqual([]);
  await end();
  expect(await readdir(directory)).toEqual([]);
});

it('tells of one whose window is gone, with all that is needed to begin again, until it is decided about', async () => {
  await uploads.begin(upload);
  await beganIn({ pid: await deadPid() });
  const [one] = await new UploadsUnderWay(directory).cutOff();
  expect(one).toMatchObject(upload);
  expect(await uploads.take(one?.id ?? '')).toBe(true);
  expect(await uploads.cutOff()).toEqual([]);
});

it('is taken by one window alone, however many ask about it', async () => {
  await uploads.begin(upload);
  await beganIn({ pid: await deadPid() });
  const windows = [uploads, new UploadsUnderWay(directory), new UploadsUnderWay(directory)];
  const [one] = await uploads.cutOff();
  const taken = await Promise.all(windows.map((window) => window.take(one?.id ?? '')));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

it('begins nothing that cannot be recorded', async () => {
  await writeFile(directory, 'a file where the folder should be');
  await expect(uploads.begin(upload)).rejects.toThrow(JournalError);
});

it('leaves to another machine what that one began', async () => {
  await uploads.begin(upload);
  await beganIn({ pid: await deadPid(), machine: 'another one' });
  expect(await uploads.cutOff()).toEqual([]);
});

it('leaves out a record that was cut off itself: nothing had been sent then', async () => {
  await uploads.begin(upload);
  const [name = ''] = await readdir(directory);
  const text = await readFile(path.join(directory, name), 'utf8');
  await writeFile(path.join(directory, name), text.slice(0, -20));
  expect(await uploads.cutOff()).toEqual([]);
});
