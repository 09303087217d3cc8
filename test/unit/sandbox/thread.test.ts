import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { sandbox } from '../../../esbuild.mjs';
import { SandboxThread } from '../../../src/sandbox/thread-client.ts';
import { clientOf, folder } from './support.ts';

let outdir = '';
const built = (name: string) => path.join(outdir, name);

beforeAll(async () => {
  outdir = await mkdtemp(path.join(tmpdir(), 'call-triage-thread-'));
  const entry = path.resolve(import.meta.dirname, '../../../src/sandbox/thread.ts');
  await build({ ...sandbox, entryPoints: { thread: entry }, outdir });
  await writeFile(
    built('breaks.cjs'),
    `require('node:worker_threads').parentPort.on('message', () => { throw new Error('out of luck'); });`,
  );
});
afterAll(async () => await rm(outdir, { recursive: true, force: true }));

function start(directory: string, script = 'thread.cjs'): SandboxThread {
  const thread = new SandboxThread({ script: built(script), directory });
  onTestFinished(async () => await thread.close());
  return thread;
}

const health = async (endpoint: { origin: string; key: string }) =>
  (await clientOf(endpoint).get('/sandbox/health')).body;

describe('the sandbox in a thread', { timeout: 60_000 }, () => {
  it('answers where it says, beside another window, and stops when its window closes', async () => {
    const directory = await folder();
    const [first, second] = [start(directory), start(directory)];
    const [endpoint, other] = await Promise.all([first.endpoint(), second.endpoint()]);
    expect(other.key).not.toBe(endpoint.key);
    expect(await health(endpoint)).toMatchObject({ sandbox: true });
    await first.close();
    await expect(health(endpoint)).rejects.toThrow('fetch failed');
    expect(await health(other)).toMatchObject({ sandbox: true, issues: 15 });
  });

  it('gives its address to all who ask at once', async () => {
    const thread = start(await folder());
    const endpoints = await Promise.all([thread.endpoint(), thread.endpoint(), thread.endpoint()]);
    expect(new Set(endpoints.map(({ origin }) => origin)).size).toBe(1);
  });

  it('says why when its folder cannot be used, and starts when it can', async () => {
    const file = path.join(await folder(), 'a-file');
    await writeFile(file, '');
    const thread = start(file);
    await expect(thread.endpoint()).rejects.toThrow(/EEXIST|ENOTDIR/);
    await rm(file);
    expect(await health(await thread.endpoint())).toMatchObject({ sandbox: true });
  });

  it('says so when it breaks, to every one who waits, and starts again for the next', async () => {
    const thread = start(await folder(), 'breaks.cjs');
    const asked = await Promise.allSettled([thread.endpoint(), thread.endpoint()]);
    expect(asked.map((one) => (one.status === 'rejected' ? String(one.reason) : 'answered'))).toEqual([
      'Error: The sandbox stopped: out of luck',
      'Error: The sandbox stopped: out of luck',
    ]);
    await expect(thread.endpoint()).rejects.toThrow('out of luck');
  });

  it('stops and deletes its data when it is reset, and begins anew for the next', async () => {
    const directory = await folder();
    const thread = start(directory);
    const before = await thread.endpoint();
    for (const name of ['sandbox.db', 'sandbox.db-journal', 'sandbox.db.damaged-2026'])
      await writeFile(path.join(directory, name), '');
    const reset = thread.reset();
    const after = thread.endpoint();
    await reset;
    await expect(health(before)).rejects.toThrow();
    expect(await health(await after)).toMatchObject({ sandbox: true });
    await thread.reset();
    expect((await readdir(directory)).filter((name) => name.startsWith('sandbox.db'))).toEqual([]);
  });

  it('is not asked any more once it is closed', async () => {
    const thread = start(await folder());
    await thread.close();
    await expect(thread.endpoint()).rejects.toThrow('The sandbox has been closed.');
  });
});
