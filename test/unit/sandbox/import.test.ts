import { describe, expect, it } from 'vitest';
import { fixtureCalls } from '../../support/fixture-calls.ts';
import { all, dataOf, issueOf, refusal, sandbox, type Client, type IssueBody, type LinkBody } from './support.ts';

interface ImportAnswer {
  imported: { name: string; call_id: string; title: string; replaced: boolean }[];
  rejected: { name: string; reason: string }[];
  issue_id: string | null;
  triage_id: string | null;
  unmatched_flags: { id: string; call_id: string; message_index: number | null }[];
}

const importAll = async (client: Client, contents: unknown[]): Promise<ImportAnswer> => {
  const items = contents.map((content, index) => ({ name: `${index}.json`, content }));
  const answer = await client.post('/sandbox/import', { items });
  expect(answer.status).toBe(200);
  return answer.body as ImportAnswer;
};

const row = { id: 1, user: 'user', text: 'Hello there. ', created_at: '2026-05-07T05:26:11.327+00:00' };
const call = (call_id: string, more: object = {}) => ({ call_id, transcripts: [row], ...more });

describe('import', () => {
  it('adds calls, attached to one issue that is made when it is missing', async () => {
    const client = await sandbox();
    const first = await importAll(client, [
      call('call-1', { summary: 'Wanted a\n refund.' }),
      { details: call('call-2'), corrected: { data: { corrected: [] } }, source_id: 'kept out' },
    ]);
    expect(first).toEqual({
      imported: [
        { name: '0.json', call_id: 'call-1', title: 'Wanted a refund.', replaced: false },
        { name: '1.json', call_id: 'call-2', title: 'Hello there.', replaced: false },
      ],
      rejected: [],
      issue_id: expect.any(String) as string,
      triage_id: 'T-1016',
      unmatched_flags: [],
    });
    expect(dataOf(await client.get(`/v1/triage/issues/${first.issue_id}`))).toMatchObject({
      title: 'Imported calls',
      severity: 'medium',
      category: 'Dialogue',
      status: 'todo',
      resource_count: 2,
      has_unread_activity: true,
    });
    const second = await importAll(client, [call('call-3')]);
    expect(second).toMatchObject({ issue_id: first.issue_id, triage_id: 'T-1016' });
    const links = await all<LinkBody>(client, `/v1/triage/issues/${first.issue_id}/resources`);
    expect(links.map((link) => link.resource_id).toSorted()).toEqual(['call-1', 'call-2', 'call-3']);
    expect((await client.get('/v1/calls/call-1')).body).toEqual(call('call-1', { summary: 'Wanted a\n refund.' }));
    expect((await client.get('/v1/calls?limit=1000')).body).toMatchObject({ total_count: 12 });
  });

  it('replaces a call that is there, and says so', async () => {
    const client = await sandbox();
    await importAll(client, [call('same', { summary: 'Old.' })]);
    const again = await importAll(client, [call('same', { summary: 'New.' })]);
    expect(again.imported).toEqual([{ name: '0.json', call_id: 'same', title: 'New.', replaced: true }]);
    expect((await client.get('/v1/calls/same')).body).toMatchObject({ summary: 'New.' });
    expect((await client.get('/v1/calls?call_id=same')).body).toMatchObject({ total_count: 1 });
    const links = await all<LinkBody>(client, `/v1/triage/issues/${again.issue_id}/resources`);
    expect(links.map((link) => link.title)).toEqual(['New.']);
  });

  it('can be flagged at once', async () => {
    const client = await sandbox();
    const { issue_id } = await importAll(client, [call('flag-me')]);
    const body = { call_id: 'flag-me', type: 'dead_air', message_index: 0, message_text: row.text };
    expect((await client.post(`/v1/triage/issues/${issue_id}/flags`, body)).status).toBe(201);
  });

  it.each([
    ['a text', 'It is not a JSON object.'],
    [null, 'It is not a JSON object.'],
    [[call('x')], 'It is not a JSON object.'],
    [{}, 'It has no call_id.'],
    [{ call_id: 5, transcripts: [] }, 'Its call_id is not a text.'],
    [{ call_id: '  ', transcripts: [] }, 'Its call_id is empty.'],
    [{ call_id: '../up', transcripts: [] }, 'Its call_id has characters that no call id has.'],
    [{ call_id: '..', transcripts: [] }, 'Its call_id has characters that no call id has.'],
    [{ call_id: 'x'.repeat(201), transcripts: [] }, 'Its call_id is longer than 200 characters.'],
    [{ call_id: 'x', transcripts: { 0: row } }, 'transcripts is not a list.'],
    [{ details: [] }, 'Its details are not an object.'],
    [{ details: { transcripts: [] } }, 'It has no call_id.'],
  ])('rejects what is no call: case %#', async (content, reason) => {
    const client = await sandbox();
    expect(await importAll(client, [content])).toEqual({
      imported: [],
      rejected: [{ name: '0.json', reason }],
      issue_id: null,
      triage_id: null,
      unmatched_flags: [],
    });
    expect(await all(client, '/v1/triage/issues')).toHaveLength(15);
  });

  it('takes the others when one is no call', async () => {
    const client = await sandbox();
    const { imported, rejected } = await importAll(client, [call('a'), { no: 'call' }, call('b')]);
    expect(imported.map(({ name }) => name)).toEqual(['0.json', '2.json']);
    expect(rejected).toEqual([{ name: '1.json', reason: 'It has no call_id.' }]);
  });

  it('takes odd rows as they are', async () => {
    const client = await sandbox();
    const odd = {
      call_id: 'odd',
      transcripts: [
        {},
        null,
        'row',
        { text: null, user: 'narrator' },
        { text: '<b>\u0000</b>', id: 'x', created_at: 'then' },
      ],
    };
    const { imported } = await importAll(client, [odd, { call_id: 'empty', transcripts: null }, { call_id: 'none' }]);
    expect(imported.map(({ title }) => title)).toEqual(['<b> </b>', 'Call empty', 'Call none']);
    expect((await client.get('/v1/calls/odd')).body).toEqual(odd);
    expect((await client.get('/v1/calls?start_date=2020-01-01')).status).toBe(200);
  });

  it('rejects what is nested too deeply to be written again, and goes on', async () => {
    const client = await sandbox();
    const depth = 20_000;
    const deep = `{"call_id":"deep","transcripts":[],"variables":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const answer = await client.call('POST', '/sandbox/import', `{"items":[{"name":"deep.json","content":${deep}}]}`);
    expect(answer.body).toMatchObject({
      rejected: [{ name: 'deep.json', reason: 'It is nested more than 200 levels deep.' }],
    });
    expect((await importAll(client, [call('after')])).imported).toHaveLength(1);
  });

  it('refuses an import that is not one', async () => {
    const client = await sandbox();
    for (const [body, at] of [
      [{}, 'items: '],
      [{ items: [{ content: {} }] }, 'items.0.name: '],
      [{ items: [{ name: 'a.json', content: {}, path: '/etc' }] }, 'items.0.path: '],
      [{ items: [], also: 1 }, 'also: '],
    ] as const) {
      const answer = await client.post('/sandbox/import', body);
      expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.stringContaining(at))]);
    }
  });

  it('makes an unavailable resource available again when its call comes back', async () => {
    const client = await sandbox();
    const { id } = await issueOf(client, 'T-1008');
    const links = async () => await all<LinkBody>(client, `/v1/triage/issues/${id}/resources`);
    const gone = (await links()).find((link) => link.status === 'unavailable')!;
    await importAll(client, [call(gone.resource_id)]);
    expect((await links()).find((link) => link.id === gone.id)).toMatchObject({ status: 'available' });
  });
});

describe('import of calls with corrected transcripts', () => {
  it('takes all of them, row by row', async () => {
    const client = await sandbox();
    const contents = fixtureCalls.map(([, call]) => call);
    const { imported, rejected, issue_id } = await importAll(client, contents);
    expect(rejected).toEqual([]);
    expect(imported).toHaveLength(contents.length);
    expect(dataOf<IssueBody>(await client.get(`/v1/triage/issues/${issue_id}`)).resource_count).toBe(contents.length);
    for (const { details, corrected } of contents) {
      expect((await client.get(`/v1/calls/${details.call_id}`)).body).toEqual(details);
      const { corrected: segments } = dataOf<typeof corrected>(
        await client.get(`/v1/calls/${details.call_id}/correct`),
      );
      expect(segments).toEqual(corrected.corrected);
      expect((await client.get(`/v1/pathway_calls/${details.call_id}?v=2`)).body).toEqual(details.pathway_logs ?? []);
    }
  });
});
