import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Services } from '../../../../src/editor/services.ts';
import { databaseFile, drainPendingWrites } from '../../../../src/editor/sessions/drain.ts';

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

it('loads nothing where nothing was ever stored', async () => {
  await drainPendingWrites(context, load, ask);
});

it('sends what earlier windows left, then asks about uploads', async () => {
  await writeFile(databaseFile(context), '');
  await expect(drainPendingWrites(context, load, ask)).rejects.toBeInstanceOf(Loaded);
  const did: string[] = [];
  const services = { drain: async () => void did.push('drained') } as unknown as Services;
  await drainPendingWrites(
    context,
    async () => services,
    async (given) => {
      expect(given).toBe(services);
      did.push('asked');
    },
  );
  expect(did).toEqual(['drained', 'asked']);
});
