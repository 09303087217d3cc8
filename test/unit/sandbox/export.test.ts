import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { all, dataOf, folder, issueOf, sandbox, type Client, type FlagBody, type IssueBody } from './support.ts';

interface Item {
  readonly object?: { readonly collection: string; readonly value: Readonly<Record<string, unknown>> };
  readonly bytes?: unknown;
}
interface Document {
  readonly call_triage_export: number;
  readonly items: readonly Item[];
}

const exported = async (client: Client): Promise<Document> => {
  const { text, headers } = await client.get('/sandbox/export');
  expect(headers.get('content-type')).toBe('application/json');
  const lines = text.trimEnd().split('\n');
  expect(lines[0]).toBe('{"call_triage_export":1,"items":[');
  for (const line of lines.slice(1, -1)) expect(JSON.parse(line.replace(/,$/, ''))).toBeTypeOf('object');
  return JSON.parse(text) as Document;
};

const importInto = async (client: Client, { items }: Pick<Document, 'items'>) => {
  const answer = await client.post('/sandbox/import', { items });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as { imported: unknown[]; issue_id: string | null };
};

const emptied = async (directory?: string): Promise<Client> => {
  const client = await sandbox(directory === undefined ? {} : { directory });
  expect((await client.delete('/sandbox/samples')).body).toEqual({ calls: 0, issues: 0 });
  return client;
};

function count(directory: string, from: string): number {
  const db = new DatabaseSync(path.join(directory, 'sandbox.db'), { readOnly: true });
  try {
    return Number(db.prepare(`SELECT count(*) AS count FROM ${from}`).get()?.['count']);
  } finally {
    db.close();
  }
}

describe('an export', () => {
  it('has everything, and restores it in a sandbox without anything', async () => {
    const client = await sandbox();
    const recording = {
      bytes: { of: 'recording', id: 'own', type: 'audio/mpeg', base64: Buffer.alloc(3_000_000, 1).toString('base64') },
    };
    const content = { call_id: 'own', transcripts: [{ user: 'user', text: 'Hello. \u0000' }] };
    await importInto(client, { items: [{ name: 'own.json', content } as Item, recording] });
    const { id } = await issueOf(client, 'T-1008');
    await client.post(`/v1/triage/issues/${id}/comments`, { detail: 'Kept.' });
    const before = await exported(client);
    const directory = await folder();
    const other = await emptied(directory);
    expect(await importInto(other, before)).toMatchObject({ issue_id: null, imported: { length: 10 } });
    expect(await exported(other)).toEqual(before);
    // Once more changes nothing, and leaves no second copy of bytes.
    const bodies = count(directory, 'bodies');
    await importInto(other, before);
    expect(await exported(other)).toEqual(before);
    await expect.poll(() => [count(directory, 'bodies'), count(directory, 'imports')]).toEqual([bodies, 0]);
    expect(before.items.filter(({ bytes }) => bytes !== undefined).length).toBeGreaterThan(1);
  });

  it('restored beside other data takes numbers that are free', async () => {
    const client = await sandbox();
    const own = async (where: Client, title: string) =>
      dataOf<IssueBody>(await where.post('/v1/triage/issues', { title, severity: 'low', category: 'Bug' }));
    const [first, second] = [await own(client, 'First'), await sandbox()];
    expect((await own(second, 'Second')).triage_id).toBe(first.triage_id);
    await importInto(second, await exported(client));
    const issues = await all<IssueBody>(second, '/v1/triage/issues');
    expect(issues).toHaveLength(17);
    expect(new Set(issues.map(({ number }) => number)).size).toBe(17);
    expect(issues.find(({ title }) => title === 'Second')?.triage_id).toBe(first.triage_id);
    expect((await own(second, 'Third')).number).toBe(Math.max(...issues.map(({ number }) => number)) + 1);
  });

  it('with a broken object restores nothing', async () => {
    const client = await emptied();
    const { items } = await exported(await sandbox());
    const broken = { object: { collection: 'flags', value: { id: 5 } } };
    const answer = await client.post('/sandbox/import', { items: [...items, broken] });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('object.value.id: must be a string')]);
    const details = { call_id: '../up', transcripts: [] };
    const hostile = { call: { call_id: '../up', added_at: '2026-01-01T00:00:00.000Z', details, corrected: null } };
    expect((await client.post('/sandbox/import', { items: [...items, hostile] })).status).toBe(400);
    expect((await client.get('/sandbox/health')).body).toMatchObject({ calls: 0, issues: 0 });
  });
});

describe('the sandbox without samples', () => {
  it('keeps what was added, and loses what was on samples', async () => {
    const directory = await folder();
    const client = await sandbox({ directory });
    const samples = async () => ((await client.get('/sandbox/health')).body as { samples: string }).samples;
    const { issue_id: own } = await importInto(client, {
      items: [{ name: 'own.json', content: { call_id: 'own', transcripts: [] } } as Item],
    });
    const sample = await issueOf(client, 'T-1008');
    expect(await samples()).toBe('untouched');
    await client.post(`/v1/triage/issues/${sample.id}/comments`, { detail: 'On a sample.' });
    expect(await samples()).toBe('changed');
    const flag = { call_id: 'own', type: 'dead_air' };
    await client.post(`/v1/triage/issues/${own}/flags`, flag);
    expect((await client.delete('/sandbox/samples')).body).toEqual({ calls: 1, issues: 1 });
    expect((await all<IssueBody>(client, '/v1/triage/issues')).map(({ id }) => id)).toEqual([own]);
    expect(await all<FlagBody>(client, `/v1/triage/issues/${own}/flags`)).toMatchObject([flag]);
    expect((await client.get('/v1/calls?limit=1000')).body).toMatchObject({ total_count: 1 });
    expect(dataOf<{ items: unknown[] }>(await client.get('/v1/triage/categories')).items).toHaveLength(8);
    expect(count(directory, 'bodies')).toBe(1);
    expect(await samples()).toBe('none');
    // Again: nothing is left to remove.
    expect((await client.delete('/sandbox/samples')).body).toEqual({ calls: 1, issues: 1 });
  });
});
