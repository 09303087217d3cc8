import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drainWhatWaits, outboxDirectory } from '../../../src/editor/drain.ts';

let storage: string;
let context: ExtensionContext;

class Loaded extends Error {}
const load = (): Promise<never> => Promise.reject(new Loaded());

beforeEach(async () => {
  storage = await mkdtemp(path.join(tmpdir(), 'call-triage-drain-'));
  context = { globalStorageUri: { fsPath: storage } } as ExtensionContext;
});
afterEach(() => rm(storage, { recursive: true }));

it('loads nothing when nothing waits', async () => {
  await drainWhatWaits(context, load);
  await mkdir(outboxDirectory(context));
  await drainWhatWaits(context, load);
});

it('loads the services when an earlier window left a journal', async () => {
  await mkdir(path.join(outboxDirectory(context), `${crypto.randomUUID()}.1`), { recursive: true });
  await expect(drainWhatWaits(context, load)).rejects.toBeInstanceOf(Loaded);
});
