import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  all,
  dataOf,
  folder,
  issueOf,
  refusal,
  sandbox,
  type Client,
  type FlagBody,
  type LinkBody,
} from './support.ts';

const addFlag = async (client: Client, note: string): Promise<FlagBody> => {
  const { id } = await issueOf(client, 'T-1008');
  const [link] = await all<LinkBody>(client, `/v1/triage/issues/${id}/resources`);
  const body = { call_id: link!.resource_id, type: 'dead_air', note };
  return dataOf<FlagBody>(await client.post(`/v1/triage/issues/${id}/flags`, body));
};
const flagsOf = async (client: Client): Promise<FlagBody[]> =>
  await all<FlagBody>(client, `/v1/triage/issues/${(await issueOf(client, 'T-1008')).id}/flags`);
const stateFiles = async (directory: string): Promise<string[]> =>
  (await readdir(directory)).filter((name) => /^state-\d+\.json$/.test(name));
const origin = async (client: Client): Promise<unknown> =>
  ((await client.get('/sandbox/health')).body as { state: unknown }).state;

describe('the state on disk', () => {
  it('is what was answered, without a close', async () => {
    const directory = await folder();
    const first = await sandbox({ directory });
    expect(await origin(first)).toEqual({ from: 'seed', set_aside: [] });
    const flags = await Promise.all(['a', 'b', 'c', 'd'].map(async (note) => await addFlag(first, note)));
    await first.post('/sandbox/import', {
      items: [{ name: 'x', content: { details: { call_id: 'x', transcripts: [] }, corrected: [1] } }],
    });
    const second = await sandbox({ directory });
    expect(await origin(second)).toEqual({ from: 'file', set_aside: [] });
    expect(await flagsOf(second)).toEqual(expect.arrayContaining(flags));
    expect(await flagsOf(second)).toEqual(await flagsOf(first));
    expect((await second.get('/v1/calls/x')).body).toEqual({ call_id: 'x', transcripts: [] });
    const [file] = (await stateFiles(directory)).toSorted().toReversed();
    const state = JSON.parse(await readFile(path.join(directory, file!), 'utf8')) as {
      version: number;
      calls: { corrected: unknown }[];
    };
    expect(state.version).toBe(1);
    expect(state.calls.at(-1)?.corrected).toEqual([1]);
  });

  it('is one file that only this user may read, and nothing half-written', async () => {
    const directory = path.join(await folder(), 'made', 'on demand');
    const client = await sandbox({ directory });
    await addFlag(client, 'a');
    const second = await sandbox({ directory });
    await addFlag(second, 'b');
    const names = await readdir(directory);
    expect(names).toHaveLength(1);
    if (process.platform !== 'win32') expect((await stat(path.join(directory, names[0]!))).mode & 0o777).toBe(0o600);
  });

  it('stays in memory without a folder', async () => {
    const client = await sandbox();
    await addFlag(client, 'a');
    expect(await origin(client)).toEqual({ from: 'seed', set_aside: [] });
    expect(await flagsOf(await sandbox())).toHaveLength(3);
  });

  it.each(['', '{', '{"version":1}', '{"version":2}', 'null', '\u0000\u0000'])(
    'is set aside when it reads %j, and the sample data is used',
    async (content) => {
      const directory = await folder();
      await writeFile(path.join(directory, 'state-3.json'), content);
      const client = await sandbox({ directory });
      const { from, set_aside } = (await origin(client)) as { from: string; set_aside: string[] };
      expect(from).toBe('seed');
      expect(set_aside).toEqual([expect.stringMatching(/^state-3\.json\.broken-/)]);
      expect(await readFile(path.join(directory, set_aside[0]!), 'utf8')).toBe(content);
      expect(await flagsOf(client)).toHaveLength(3);
      await addFlag(client, 'after');
      expect(await origin(await sandbox({ directory }))).toEqual({ from: 'file', set_aside: [] });
    },
  );

  it('is taken from the file before, when the newest is broken', async () => {
    const directory = await folder();
    const first = await sandbox({ directory });
    const flag = await addFlag(first, 'kept');
    const [name] = await stateFiles(directory);
    await copyFile(path.join(directory, name!), path.join(directory, 'state-70.json'));
    await writeFile(path.join(directory, 'state-71.json'), '{"version":');
    const second = await sandbox({ directory });
    expect(await origin(second)).toMatchObject({ from: 'file', set_aside: [expect.stringMatching(/^state-71/)] });
    expect(await flagsOf(second)).toContainEqual(flag);
  });

  it('refuses a change that cannot be saved, keeps what was, and recovers', async () => {
    const directory = await folder();
    const client = await sandbox({ directory });
    const { id } = await issueOf(client, 'T-1008');
    await rm(directory, { recursive: true });
    const answer = await client.put(`/v1/triage/issues/${id}/view`);
    expect([answer.status, answer.body]).toEqual([
      500,
      refusal('INTERNAL_SERVER_ERROR', 'The sandbox could not do that.'),
    ]);
    expect((await issueOf(client, 'T-1008')).has_unread_activity).toBe(true);
    await mkdir(directory);
    expect((await client.put(`/v1/triage/issues/${id}/view`)).status).toBe(200);
    expect((await issueOf(client, 'T-1008')).has_unread_activity).toBe(false);
  });

  it('is the seed again after a reset, and stays so', async () => {
    const directory = await folder();
    const first = await sandbox({ directory });
    await addFlag(first, 'gone');
    await first.post('/sandbox/reset', undefined);
    expect(await flagsOf(await sandbox({ directory }))).toHaveLength(3);
  });
});

describe('closing', () => {
  it('ends connections that are kept alive, and can be repeated', async () => {
    const client = await sandbox();
    await client.get('/v1/me');
    await Promise.all([client.close(), client.close()]);
    await expect(client.get('/v1/me')).rejects.toThrow('fetch failed');
    await client.close();
  });

  it('rejects a port that is taken', async () => {
    const { port } = new URL((await sandbox()).origin);
    await expect(sandbox({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
