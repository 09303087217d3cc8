import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { all, type Client, clientOf, dataOf, folder, type IssueBody, issueOf, sandbox } from './support.ts';

let bundle = '';
beforeAll(async () => {
  bundle = await mkdtemp(path.join(tmpdir(), 'call-triage-window-'));
  await build({
    entryPoints: [fileURLToPath(new URL('window.ts', import.meta.url))],
    outfile: path.join(bundle, 'window.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(async () => await rm(bundle, { recursive: true, force: true }));

/** Starts another process that serves the sandbox of a folder. */
async function windowOn(directory: string) {
  const child = spawn(process.execPath, [path.join(bundle, 'window.mjs'), directory], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  return { ...clientOf(JSON.parse(String(value)) as { origin: string; key: string }), kill };
}

type Asked = Pick<Client, 'get' | 'post' | 'origin' | 'key'>;
interface Entry {
  readonly type: string;
  readonly detail: string;
}

const comment = async (client: Asked, id: string, detail: string) => {
  expect((await client.post(`/v1/triage/issues/${id}/comments`, { detail })).status).toBe(201);
};
const comments = async (client: Asked, id: string): Promise<string[]> =>
  (await all<Entry>(client, `/v1/triage/issues/${id}/activity`))
    .filter(({ type }) => type === 'comment')
    .map(({ detail }) => detail);
const health = async (client: Asked) =>
  (await client.get('/sandbox/health')).body as { calls: number; issues: number; state: { from: string } };

/** Reads a number from the database. */
function count(directory: string, from: string): number {
  const db = new DatabaseSync(path.join(directory, 'sandbox.db'), { readOnly: true });
  try {
    return Number(db.prepare(`SELECT count(*) AS count FROM ${from}`).get()?.['count']);
  } finally {
    db.close();
  }
}

const call = (call_id: string, letters: number) => ({
  call_id,
  transcripts: [{ user: 'user', text: 'x'.repeat(letters) }],
});
const item = (call_id: string, letters: number): string =>
  JSON.stringify({ name: `${call_id}.json`, content: call(call_id, letters) });

/** Starts an import whose items are sent and ended by the caller. */
function importTo(client: Asked) {
  const sending = request(`${client.origin}/sandbox/import`, {
    method: 'POST',
    headers: { authorization: client.key, 'content-type': 'application/json' },
    agent: false,
  });
  const answered = new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    sending.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown }));
    });
  });
  answered.catch(() => undefined);
  let sent = 0;
  return {
    answered,
    send: async (text: string): Promise<void> => {
      const before = sent++ === 0 ? '{"items":[' : ',';
      await new Promise<void>((resolve) => void sending.write(before + text, () => resolve()));
    },
    finish: () => sending.end(']}'),
    breakOff: () => sending.destroy(),
  };
}

// Waits for other processes, which take long on a busy machine.
describe('windows on one sandbox', { timeout: 60_000 }, () => {
  it('see each other’s changes at once, at addresses and with keys of their own', async () => {
    const directory = await folder();
    const [first, second] = [await sandbox({ directory }), await sandbox({ directory })];
    expect(first.key).not.toBe(second.key);
    const { id } = await issueOf(first, 'T-1008');
    for (const [place, [writer, reader]] of [[first, second] as const, [second, first] as const].entries()) {
      await comment(writer, id, `note ${place}`);
      expect(await comments(reader, id)).toContain(`note ${place}`);
    }
    const made = dataOf<IssueBody>(
      await second.post('/v1/triage/issues', { title: 'New', severity: 'low', category: 'Bug' }),
    );
    expect((await issueOf(first, made.triage_id)).title).toBe('New');
    await second.delete(`/v1/triage/issues/${made.id}`);
    expect((await first.get(`/v1/triage/issues/${made.id}`)).status).toBe(404);
    await first.post('/sandbox/reset', undefined);
    expect(await comments(second, id)).toEqual([]);
  });

  it('lose nothing when several processes write at the same moment', async () => {
    const directory = await folder();
    const windows = await Promise.all([1, 2, 3].map(() => windowOn(directory)));
    const { id } = await issueOf(windows[0]!, 'T-1008');
    const notes = windows.flatMap((_, place) => Array.from({ length: 15 }, (_, index) => `${place} ${index}`));
    await Promise.all(
      windows.map(async (window, place) => {
        for (const note of notes.filter((one) => one.startsWith(`${place} `))) await comment(window, id, note);
      }),
    );
    const made = await Promise.all(
      windows.flatMap((window) =>
        [1, 2, 3].map(() => window.post('/v1/triage/issues', { title: 'x', severity: 'low', category: 'Bug' })),
      ),
    );
    const numbers = made.map((answer) => dataOf<IssueBody>(answer).number);
    expect(new Set(numbers).size).toBe(9);
    for (const window of windows) expect((await comments(window, id)).toSorted()).toEqual(notes.toSorted());
  });

  it('are eight that open it at once: one of them makes it', async () => {
    const directory = await folder();
    const windows = await Promise.all(Array.from({ length: 8 }, () => windowOn(directory)));
    const states = await Promise.all(windows.map(health));
    expect(states.map(({ calls, issues }) => [calls, issues])).toEqual(states.map(() => [9, 15]));
    expect(states.filter(({ state }) => state.from === 'seed')).toHaveLength(1);
  });

  it('wait for one that holds the database, without blocking their thread', async () => {
    const directory = await folder();
    const client = await sandbox({ directory });
    const { id } = await issueOf(client, 'T-1008');
    const other = new DatabaseSync(path.join(directory, 'sandbox.db'));
    onTestFinished(() => other.close());
    other.exec('BEGIN EXCLUSIVE');
    let answered = false;
    const writing = comment(client, id, 'late').finally(() => (answered = true));
    for (let turns = 0; turns < 20; turns += 1) await delay(1);
    expect(answered).toBe(false);
    other.exec('COMMIT');
    await writing;
    expect(await comments(client, id)).toEqual(['late']);
  });

  it('find a run of Norm finished that was begun in one that is gone', async () => {
    const directory = await folder();
    const first = await sandbox({ directory });
    const { id } = await issueOf(first, 'T-1008');
    await comment(first, id, '@norm fix this');
    await first.close();
    const second = await sandbox({ directory });
    const session = async () =>
      dataOf<{ latest_agent_session: { status: string } }>(await second.get(`/v1/triage/issues/${id}`))
        .latest_agent_session.status;
    await expect.poll(session, { timeout: 10_000 }).toBe('complete');
    expect((await all<Entry>(second, `/v1/triage/issues/${id}/activity`)).map(({ type }) => type)).toContain(
      'artifact',
    );
  });

  it('share fault switches, as long as the process that set them', async () => {
    const directory = await folder();
    const [here, there] = [await sandbox({ directory }), await windowOn(directory)];
    const fault = { kind: 'status', status: 418 };
    await here.post('/sandbox/faults', { match: {}, times: 2, fault });
    expect([(await there.get('/v1/me')).status, (await here.get('/v1/me')).status]).toEqual([418, 418]);
    expect((await there.get('/v1/me')).status).toBe(200);
    await there.post('/sandbox/faults', { match: {}, fault });
    expect((await here.get('/v1/me')).status).toBe(418);
    await there.kill();
    expect((await here.get('/v1/me')).status).toBe(200);
  });
});

describe('a large import', { timeout: 60_000 }, () => {
  it('lets other windows write meanwhile, and is seen when it is whole', async () => {
    const directory = await folder();
    const [first, second] = [await sandbox({ directory }), await sandbox({ directory })];
    const { id } = await issueOf(second, 'T-1008');
    const importing = importTo(first);
    for (let place = 0; place < 24; place += 1) {
      await importing.send(item(`call-${place}`, 500_000));
      if (place % 6 === 0) await comment(second, id, `meanwhile ${place}`);
    }
    await expect.poll(() => count(directory, 'imports')).toBe(1);
    expect((await health(second)).calls).toBe(9);
    await importing.send(item('large', 5_000_000));
    importing.finish();
    expect(await importing.answered).toMatchObject({ status: 200, body: { triage_id: 'T-1016', rejected: [] } });
    expect((await health(second)).calls).toBe(9 + 25);
    expect((await issueOf(second, 'T-1016')).resource_count).toBe(25);
    expect((await second.get('/v1/calls/large')).body).toEqual(call('large', 5_000_000));
    expect(await comments(first, id)).toHaveLength(4);
    await expect.poll(() => count(directory, 'imports')).toBe(0);
  });

  it('leaves nothing when its process is killed, and the next start deletes what it had stored', async () => {
    const directory = await folder();
    const killed = await windowOn(directory);
    const importing = importTo(killed);
    for (let place = 0; place < 10; place += 1) await importing.send(item(`call-${place}`, 500_000));
    await expect.poll(() => count(directory, 'imports')).toBe(1);
    await killed.kill();
    await expect(importing.answered).rejects.toThrow();
    expect(count(directory, 'bodies')).toBeGreaterThan(9);
    const client = await sandbox({ directory });
    expect((await client.get('/v1/calls?limit=1000')).body).toMatchObject({ total_count: 9 });
    expect((await client.get('/v1/calls/call-0')).status).toBe(404);
    expect((await all<IssueBody>(client, '/v1/triage/issues')).map(({ title }) => title)).not.toContain(
      'Imported calls',
    );
    await expect.poll(() => [count(directory, 'bodies'), count(directory, 'calls')]).toEqual([9, 9]);
    await expect.poll(() => count(directory, 'imports')).toBe(0);
  });

  it.each(['breaks off', 'is refused in the end'])('leaves nothing when it %s', async (how) => {
    const directory = await folder();
    const client = await sandbox({ directory });
    const importing = importTo(client);
    for (let place = 0; place < 10; place += 1) await importing.send(item(`call-${place}`, 500_000));
    await expect.poll(() => count(directory, 'imports')).toBe(1);
    if (how === 'breaks off') importing.breakOff();
    else {
      await importing.send('{"name":"no content"} nor JSON');
      importing.finish();
      expect(await importing.answered).toMatchObject({ status: 400 });
    }
    await expect.poll(() => [count(directory, 'bodies'), count(directory, 'imports')]).toEqual([9, 0]);
    expect((await health(client)).calls).toBe(9);
  });

  it('deletes what it replaces, and so does a fresh start', async () => {
    const directory = await folder();
    const client = await sandbox({ directory });
    for (const letters of [3_000_000, 10]) {
      const importing = importTo(client);
      await importing.send(item('same', letters));
      importing.finish();
      expect((await importing.answered).status).toBe(200);
    }
    expect((await client.get('/v1/calls/same')).body).toEqual(call('same', 10));
    await expect.poll(() => [count(directory, 'bodies'), count(directory, 'calls')]).toEqual([10, 10]);
    await client.post('/sandbox/reset', undefined);
    expect((await client.get('/v1/calls/same')).status).toBe(404);
    await expect.poll(() => [count(directory, 'bodies'), count(directory, 'calls')]).toEqual([9, 9]);
  });
});
