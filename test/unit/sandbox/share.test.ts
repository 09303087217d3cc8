import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { shareSandbox, type SharedSandbox } from '../../../src/sandbox/index.ts';
import { all, clientOf, dataOf, folder, issueOf, refusal, type FlagBody, type LinkBody } from './support.ts';

type Endpoint = Awaited<ReturnType<SharedSandbox['endpoint']>>;

let bundle = '';
beforeAll(async () => {
  bundle = await mkdtemp(path.join(tmpdir(), 'call-triage-member-'));
  await build({
    entryPoints: [fileURLToPath(new URL('member.ts', import.meta.url))],
    outfile: path.join(bundle, 'member.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(async () => await rm(bundle, { recursive: true, force: true }));

/** Another process that shares the sandbox of a folder. */
function member(directory: string) {
  const child = spawn(process.execPath, [path.join(bundle, 'member.mjs'), directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    endpoint: async (): Promise<Endpoint & { running: boolean }> => {
      child.stdin.write('endpoint\n');
      const { value } = await lines.next();
      return JSON.parse(String(value)) as Endpoint & { running: boolean };
    },
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function join(directory: string): Promise<SharedSandbox> {
  const shared = await shareSandbox({ directory });
  onTestFinished(async () => await shared.close());
  return shared;
}

async function flagging(endpoint: Endpoint) {
  const client = clientOf(endpoint);
  const { id } = await issueOf(client, 'T-1008');
  const path = `/v1/triage/issues/${id}/flags`;
  const [link] = await all<LinkBody>(client, `/v1/triage/issues/${id}/resources`);
  const body = { call_id: link!.resource_id, type: 'dead_air' };
  return {
    send: async (note: string) => await client.post(path, { ...body, note }),
    add: async (note: string) => dataOf<FlagBody>(await client.post(path, { ...body, note })),
    list: async () => await all<FlagBody>(client, path),
  };
}

const record = async (directory: string) =>
  JSON.parse(await readFile(path.join(directory, 'server.json'), 'utf8')) as Record<string, unknown>;

// The machine may be busy: what is awaited here is other processes.
describe('a shared sandbox', { timeout: 60_000 }, () => {
  it('is started once, by the first who asks', async () => {
    const directory = await folder();
    const [first, second] = [await join(directory), await join(directory)];
    expect(await readdir(directory)).toEqual([]);
    const endpoint = await first.endpoint();
    expect(await second.endpoint()).toEqual(endpoint);
    expect([first.running, second.running]).toEqual([true, false]);
    expect(await first.endpoint()).toEqual(endpoint);
    expect(await record(directory)).toMatchObject({
      ...endpoint,
      pid: process.pid,
      instance: expect.any(String) as string,
    });
    if (process.platform !== 'win32') {
      expect((await stat(path.join(directory, 'server.json'))).mode & 0o777).toBe(0o600);
    }
  });

  it('is started once when many ask at the same moment', async () => {
    const directory = await folder();
    const members = await Promise.all(Array.from({ length: 8 }, async () => await join(directory)));
    const endpoints = await Promise.all(members.flatMap((one) => [one.endpoint(), one.endpoint()]));
    expect(new Set(endpoints.map(({ origin, key }) => `${origin} ${key}`)).size).toBe(1);
    expect(members.filter((one) => one.running)).toHaveLength(1);
  });

  it('is started once when several processes ask at the same moment', async () => {
    const directory = await folder();
    const endpoints = await Promise.all([1, 2, 3].map(async () => await member(directory).endpoint()));
    expect(new Set(endpoints.map(({ origin, key }) => `${origin} ${key}`)).size).toBe(1);
    expect(endpoints.filter((one) => one.running)).toHaveLength(1);
  });

  it('is taken over when the one who runs it closes: same key, nothing lost', async () => {
    const directory = await folder();
    const [first, second] = [await join(directory), await join(directory)];
    const before = await first.endpoint();
    await second.endpoint();
    const flag = await (await flagging(before)).add('kept');
    await first.close();
    const after = await second.endpoint();
    expect(after.key).toBe(before.key);
    expect([first.running, second.running]).toEqual([false, true]);
    expect(await (await flagging(after)).list()).toContainEqual(flag);
    await expect(first.endpoint()).rejects.toThrow('The sandbox has been closed.');
  });

  it('keeps its key and state from one day to the next', async () => {
    const directory = await folder();
    const first = await join(directory);
    const before = await first.endpoint();
    const flag = await (await flagging(before)).add('yesterday');
    await first.close();
    const after = await (await join(directory)).endpoint();
    expect(after.key).toBe(before.key);
    expect(await (await flagging(after)).list()).toContainEqual(flag);
  });

  it('loses nothing that was answered when its process is killed in the middle of writing', async () => {
    const directory = await folder();
    const child = member(directory);
    const { running, ...before } = await child.endpoint();
    expect(running).toBe(true);
    const shared = await join(directory);
    expect(await shared.endpoint()).toEqual(before);
    expect(shared.running).toBe(false);
    const { send } = await flagging(before);
    const answered: FlagBody[] = [];
    let sent = 0;
    const writer = async (): Promise<void> => {
      for (;;) {
        const answer = await send(`note ${sent++}`).catch(() => undefined);
        if (answer === undefined) return;
        answered.push(dataOf<FlagBody>(answer));
        if (answered.length === 25) void child.kill();
      }
    };
    await Promise.all([writer(), writer(), writer()]);
    expect(answered.length).toBeGreaterThanOrEqual(25);
    const after = await shared.endpoint();
    expect(shared.running).toBe(true);
    expect(after.key).toBe(before.key);
    const kept = (await (await flagging(after)).list()).filter((flag) => flag.note.startsWith('note '));
    for (const flag of answered) expect(kept).toContainEqual(flag);
    const notes = kept.map((flag) => flag.note);
    expect(new Set(notes).size).toBe(notes.length);
    expect(kept.length).toBeLessThanOrEqual(sent);
  });

  it.skipIf(process.platform === 'win32')(
    'is taken over from a process that hangs, which then can answer and overwrite nothing',
    async () => {
      const directory = await folder();
      const child = member(directory);
      const { running: _, ...hung } = await child.endpoint();
      const old = await flagging(hung);
      const early = await old.add('before it hangs');
      child.signal('SIGSTOP');
      const late = old.send('while it hangs').catch(() => undefined);
      const shared = await join(directory);
      const endpoint = await shared.endpoint();
      expect(endpoint.origin).not.toBe(hung.origin);
      expect(endpoint.key).toBe(hung.key);
      const flags = await flagging(endpoint);
      const taken = await flags.add('after it was taken over');
      child.signal('SIGCONT');
      const answer = await late;
      expect([answer?.status, answer?.body]).toEqual([
        503,
        refusal('SERVICE_UNAVAILABLE', 'Another window runs the sandbox now.'),
      ]);
      expect(await child.endpoint()).toEqual({ ...endpoint, running: false });
      const written = await flags.add('after it woke up');
      await shared.close();
      const { running, ...again } = await child.endpoint();
      expect(running).toBe(true);
      const kept = await (await flagging(again)).list();
      expect(kept).toEqual(expect.arrayContaining([early, taken, written]));
      expect(kept.map((flag) => flag.note)).not.toContain('while it hangs');
    },
  );

  it('steps down without writing when server.json names another, and is found again', async () => {
    const directory = await folder();
    const shared = await join(directory);
    const before = await shared.endpoint();
    const flags = await flagging(before);
    const flag = await flags.add('kept');
    const [file] = (await readdir(directory)).filter((name) => name.startsWith('state-'));
    const content = await readFile(path.join(directory, file!), 'utf8');
    await writeFile(
      path.join(directory, 'server.json'),
      JSON.stringify({ ...(await record(directory)), instance: 'other' }),
    );
    expect((await flags.send('lost')).status).toBe(503);
    expect(shared.running).toBe(false);
    expect(await readFile(path.join(directory, file!), 'utf8')).toBe(content);
    const after = await shared.endpoint();
    expect(after.key).toBe(before.key);
    expect(shared.running).toBe(true);
    const notes = (await (await flagging(after)).list()).map(({ note }) => note);
    expect(notes).toContain(flag.note);
    expect(notes).not.toContain('lost');
  });

  it('saves nothing more from the moment another process claims it', async () => {
    const directory = await folder();
    const shared = await join(directory);
    const before = await shared.endpoint();
    const flags = await flagging(before);
    const { term } = await record(directory);
    // The other has claimed the next term and then died: it never came to announce itself.
    const lock = path.join(directory, `runner-${Number(term) + 1}.lock`);
    await writeFile(lock, JSON.stringify({ pid: process.pid, at: 0 }));
    expect((await flags.send('lost')).status).toBe(503);
    const after = await shared.endpoint();
    expect(await record(directory)).toMatchObject({ ...after, term: Number(term) + 2 });
    expect((await (await flagging(after)).list()).map(({ note }) => note)).not.toContain('lost');
  });

  it('notices that it was overtaken when it is asked where it runs', async () => {
    const directory = await folder();
    const shared = await join(directory);
    await shared.endpoint();
    await rm(path.join(directory, 'server.json'));
    const { origin, key } = await shared.endpoint();
    expect(await record(directory)).toMatchObject({ origin, key });
  });

  it.each([
    ['whose holder died', { pid: 'dead', at: 'now' }],
    ['that is too old', { pid: 'alive', at: 'long ago' }],
  ])('is not held up by a lock %s', async (_, { pid, at }) => {
    const directory = await folder();
    const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(dead, 'exit');
    const lock = {
      pid: pid === 'dead' ? dead.pid : process.pid,
      at: at === 'now' ? Date.now() : Date.now() - 3_600_000,
    };
    await writeFile(path.join(directory, 'runner-7.lock'), JSON.stringify(lock));
    const shared = await join(directory);
    await shared.endpoint();
    expect(await record(directory)).toMatchObject({ term: 8 });
    expect((await readdir(directory)).filter((name) => name.startsWith('runner-'))).toEqual(['runner-8.lock']);
  });

  it('waits for another process that is starting it', async () => {
    const directory = await folder();
    const lock = path.join(directory, 'runner-1.lock');
    await writeFile(lock, JSON.stringify({ pid: process.pid, at: Date.now() }));
    const shared = await join(directory);
    let found = false;
    const endpoint = shared.endpoint().finally(() => {
      found = true;
    });
    for (let looks = 0; looks < 50; looks++) await readFile(lock);
    expect([found, shared.running]).toEqual([false, false]);
    await rm(lock);
    await endpoint;
    expect(shared.running).toBe(true);
  });

  it.each(['', 'null', '{"origin":"http://evil.example","key":"0123456789abcdef","instance":"x","pid":1,"term":1}'])(
    'is started anew when server.json reads %j',
    async (content) => {
      const directory = await folder();
      await writeFile(path.join(directory, 'server.json'), content);
      const shared = await join(directory);
      const { origin, key } = await shared.endpoint();
      expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:/);
      expect(key).toMatch(/^[0-9a-f]{64}$/);
    },
  );
});
