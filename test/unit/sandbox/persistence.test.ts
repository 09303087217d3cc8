import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/index.ts';
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
const origin = async (client: Client): Promise<{ from: string; set_aside: string[] }> =>
  ((await client.get('/sandbox/health')).body as { state: { from: string; set_aside: string[] } }).state;
const databaseOf = (directory: string): string => path.join(directory, 'sandbox.db');

describe('the state on disk', () => {
  it('is what was answered, without a close', async () => {
    const directory = await folder();
    const first = await sandbox({ directory });
    expect(await origin(first)).toEqual({ from: 'seed', set_aside: [] });
    const flags = await Promise.all(['a', 'b', 'c', 'd'].map(async (note) => await addFlag(first, note)));
    const corrected = [{ start: 0, end: 1, text: 'x' }];
    await first.post('/sandbox/import', {
      items: [{ name: 'x', content: { details: { call_id: 'x', transcripts: [] }, corrected } }],
    });
    const second = await sandbox({ directory });
    expect(await origin(second)).toEqual({ from: 'file', set_aside: [] });
    expect(await flagsOf(second)).toEqual(expect.arrayContaining(flags));
    expect(await flagsOf(second)).toEqual(await flagsOf(first));
    expect((await second.get('/v1/calls/x')).body).toEqual({ call_id: 'x', transcripts: [] });
    expect(dataOf(await second.get('/v1/calls/x/correct'))).toMatchObject({ corrected });
  });

  it('is one file that only this user may read, with its journal', async () => {
    const directory = path.join(await folder(), 'made', 'on demand');
    await addFlag(await sandbox({ directory }), 'a');
    await addFlag(await sandbox({ directory }), 'b');
    const names = (await readdir(directory)).toSorted();
    expect(names).toEqual(['sandbox.db', 'sandbox.db-journal']);
    if (process.platform === 'win32') return;
    const modes = [directory, ...names.map((name) => path.join(directory, name))].map(
      async (one) => (await stat(one)).mode,
    );
    expect((await Promise.all(modes)).map((mode) => mode & 0o777)).toEqual([0o700, 0o600, 0o600]);
  });

  it('stays in memory without a folder', async () => {
    const client = await sandbox();
    await addFlag(client, 'a');
    expect(await origin(client)).toEqual({ from: 'seed', set_aside: [] });
    expect(await flagsOf(await sandbox())).toHaveLength(3);
  });

  it('keeps NUL, lone surrogates and what else a text may have', async () => {
    const directory = await folder();
    const odd = 'a\u0000b \ud800 c \udfff \u{1F600} \r\n e\u0301';
    const first = await sandbox({ directory });
    const { id } = await addFlag(first, odd);
    const call = { call_id: 'odd \ud800', transcripts: [{ text: odd }], variables: { [odd]: odd } };
    expect((await first.post('/sandbox/import', { items: [{ name: odd, content: call }] })).body).toMatchObject({
      imported: [{ call_id: call.call_id }],
    });
    await first.close();
    const second = await sandbox({ directory });
    expect((await flagsOf(second)).find((flag) => flag.id === id)?.note).toBe(odd);
    const { calls } = (await second.get('/v1/calls')).body as { calls: { call_id: string; variables: object }[] };
    expect(calls.find(({ call_id }) => call_id === call.call_id)?.variables).toEqual(call.variables);
  });

  it.each(['{"version":1}', '\u0000\u0000', 'SQLite format 3\u0000 and no more'])(
    'is set aside when it reads %j, and the sample data is used',
    async (content) => {
      const directory = await folder();
      await writeFile(databaseOf(directory), content);
      const client = await sandbox({ directory });
      const { from, set_aside } = await origin(client);
      expect(from).toBe('seed');
      expect(set_aside).toEqual([expect.stringMatching(/^sandbox\.db\.damaged-/)]);
      expect(await readFile(path.join(directory, set_aside[0]!), 'utf8')).toBe(content);
      await addFlag(client, 'after');
      const second = await sandbox({ directory });
      expect(await origin(second)).toEqual({ from: 'file', set_aside: [] });
      expect(await flagsOf(second)).toHaveLength(4);
    },
  );

  it('is set aside when it is damaged while it is in use', async () => {
    const directory = await folder();
    const client = await sandbox({ directory });
    await addFlag(client, 'lost');
    const bytes = await readFile(databaseOf(directory));
    await writeFile(databaseOf(directory), bytes.fill(0xee, 4096));
    expect(await flagsOf(await sandbox({ directory }))).toHaveLength(3);
    await addFlag(client, 'kept');
    expect((await flagsOf(await sandbox({ directory }))).map(({ note }) => note)).toContain('kept');
    expect((await readdir(directory)).filter((name) => /\.damaged-.*Z$/.test(name))).toHaveLength(1);
  });

  it('gets what its version did not have yet, and keeps the rest', async () => {
    const directory = await folder();
    const first = await sandbox({ directory });
    await addFlag(first, 'kept');
    await first.close();
    const db = new DatabaseSync(databaseOf(directory));
    const added = `('agents', 'agent_versions')`;
    db.exec(`DELETE FROM objects WHERE collection IN ${added}; DELETE FROM versions WHERE collection IN ${added}`);
    db.exec(
      `UPDATE objects SET json = json_remove(json, '$.agent_env_type', '$.dedicated', '$.enterprise', '$.bindings')`,
    );
    db.exec('PRAGMA user_version = 1');
    db.close();
    const client = await sandbox({ directory });
    expect((await flagsOf(client)).map(({ note }) => note)).toContain('kept');
    expect((await origin(client)).from).toBe('file');
    const [agent] = dataOf<{ id: string }[]>(await client.get('/v2/agents'));
    const path = `/v2/agents/${agent?.id}/inbound`;
    expect(dataOf(await client.get(path))).toMatchObject({ persona_id: null, numbers: [] });
    expect((await client.post(`${path}/attach`, { inbound_numbers: ['+14155550103'] })).status).toBe(200);
  });

  it('is left alone when a newer version has changed it', async () => {
    const directory = await folder();
    const client = await sandbox({ directory });
    const db = new DatabaseSync(databaseOf(directory));
    db.exec('PRAGMA user_version = 3');
    db.close();
    const sentence = 'A newer version of Call Triage has changed the sandbox. Update the extension to use it again.';
    await expect(startSandbox({ directory })).rejects.toThrow(sentence);
    for (const answer of [await client.get('/v1/triage/issues'), await client.post('/sandbox/reset', undefined)]) {
      expect([answer.status, answer.body]).toEqual([503, refusal('SERVICE_UNAVAILABLE', sentence)]);
    }
  });

  it('is made anew when its folder was deleted meanwhile, as soon as there can be one', async () => {
    const directory = await folder();
    const client = await sandbox({ directory });
    const { id } = await issueOf(client, 'T-1008');
    await rm(directory, { recursive: true });
    await writeFile(directory, 'in its place');
    const answer = await client.put(`/v1/triage/issues/${id}/view`);
    expect([answer.status, answer.body]).toEqual([
      500,
      refusal('INTERNAL_SERVER_ERROR', 'The sandbox could not do that.'),
    ]);
    await rm(directory);
    expect((await client.put(`/v1/triage/issues/${id}/view`)).status).toBe(200);
    expect((await issueOf(await sandbox({ directory }), 'T-1008')).has_unread_activity).toBe(false);
  });

  it('is the one at its path when another was put there', async () => {
    const [directory, other] = [await folder(), await folder()];
    const client = await sandbox({ directory });
    await addFlag(await sandbox({ directory: other }), 'of the other');
    await rm(databaseOf(directory));
    await writeFile(databaseOf(directory), await readFile(databaseOf(other)));
    await addFlag(client, 'added');
    const notes = (await flagsOf(await sandbox({ directory }))).map(({ note }) => note);
    expect(notes).toEqual(expect.arrayContaining(['of the other', 'added']));
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
