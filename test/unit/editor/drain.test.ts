import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drainWhatWaits, outboxDirectory } from '../../../src/editor/drain.ts';

let storage: string;
let context: ExtensionContext;

class Loaded extends Error {}
const ask = (): Promise<void> => Promise.resolve();
const load = (): Promise<never> => Promise.reject(new Loaded());

beforeEach(async () => {
  storage = await mkdtemp(path.join(tmpdir(), 'call-triage-drain-'));
  context = { globalStorageUri: { fsPath: storage } } as ExtensionContext;
});
afterEach(() => rm(storage, { recursive: true }));

it('loads nothing when nothing waits', async () => {
  await drainWhatWaits(context, load, ask);
  await mkdir(outboxDirectory(context));
  await drainWhatWaits(context, load, ask);
});

it('loads the services when an earlier window left a journal', async () => {
  await mkdir(path.join(outboxDirectory(context), `${crypto.randomUUID()}.1`), { recursive: true });
  await expect(drainWhatWaits(context, load, ask)).rejects.toBeInstanceOf(Loaded);
});

it('loads the services when an earlier window left an upload', async () => {
  await mkdir(path.join(storage, 'uploads'));
  await drainWhatWaits(context, load, ask);
  await writeFile(path.join(storage, 'uploads', 'one.upload.json'), '{}');
  await expect(drainWhatWaits(context, load, ask)).rejects.toBeInstanceOf(Loaded);
});
