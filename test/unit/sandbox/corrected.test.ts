import { describe, expect, it, test } from 'vitest';
import { fill, type Refused } from '../../support/contract/index.ts';
import { readOperations } from '../../support/contract/reads.ts';
import { type CallBody, type Client, dataOf, refusal, sandbox, unknownId } from './support.ts';

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly speaker: number;
  readonly speaker_label: string;
  readonly confidence: number;
}
interface Body {
  readonly status: string;
  readonly message: string;
  readonly created_at?: string;
  readonly corrected: readonly Segment[];
  readonly aligned: readonly object[];
  readonly original: readonly { readonly text: string }[];
}

/** Finds a sample call by a part of its summary. */
async function callAbout(client: Client, about: string): Promise<CallBody> {
  const { calls } = (await client.get('/v1/calls')).body as { calls: { call_id: string; summary: string | null }[] };
  const { call_id: id } = calls.find(({ summary }) => summary?.includes(about) === true)!;
  return (await client.get(`/v1/calls/${id}`)).body as CallBody;
}

const ask = (client: Client, id: string) => client.get(`/v1/calls/${id}/correct`);

describe('Corrected Transcript', () => {
  it('is made from the rows, with what was misheard put right, the same every time', async () => {
    const client = await sandbox();
    const call = await callAbout(client, 'lost card');
    const body = dataOf<Body>(await ask(client, call.call_id));
    expect(body.status).toBe('completed');
    expect(body.created_at).toBeUndefined();
    expect(body.original).toEqual(call.transcripts);
    const texts = body.corrected.map(({ text }) => text);
    expect(texts).toContain('Uh, seven seven one, oh four, nine.');
    expect(texts.join(' ')).toContain('Meadowbrook');
    // Segments do not match rows one to one: some are several rows, some a part of one.
    const rows = call.transcripts.map(({ text }) => text.trim());
    expect(texts.some((text) => rows.some((row) => row !== text && text.includes(row)))).toBe(true);
    expect(texts.some((text) => rows.some((row) => row !== text && row.startsWith(text)))).toBe(true);
    expect(texts.join(' ')).not.toContain('[');
    for (const [place, { start, end, speaker_label: label }] of body.corrected.entries()) {
      expect(end).toBeGreaterThanOrEqual(start);
      expect(start).toBeGreaterThanOrEqual(body.corrected[place - 1]?.start ?? 0);
      expect(['user', 'assistant', 'representative']).toContain(label);
    }
    const again = dataOf<Body>(await ask(client, call.call_id));
    expect(again.status).toBe('success');
    expect(Date.parse(again.created_at ?? '')).not.toBeNaN();
    expect(again.corrected).toEqual(body.corrected);
    const other = await sandbox();
    expect(dataOf<Body>(await ask(other, call.call_id)).corrected).toEqual(body.corrected);
  });

  it('of an imported call is what came along with it', async () => {
    const client = await sandbox();
    const segment = { start: 0, end: 1, text: 'hello', speaker: 0, speaker_label: 'user', confidence: 1 };
    const details = (call_id: string) => ({ call_id, transcripts: [] });
    const items = [
      { name: 'a', content: { details: details('a'), corrected: { data: { corrected: [segment] }, errors: null } } },
      { name: 'b', content: { details: details('b'), corrected: { status: 'success', corrected: [segment] } } },
      { name: 'c', content: { details: details('c'), corrected: [segment] } },
    ];
    await client.post('/sandbox/import', { items });
    for (const id of ['a', 'b', 'c']) expect(dataOf<Body>(await ask(client, id)).corrected).toEqual([segment]);
  });

  it('is given ten times in ten minutes, whichever call is asked for, and however it is answered', async () => {
    const client = await sandbox();
    const { call_id: id } = await callAbout(client, 'lost card');
    for (let nth = 0; nth < 10; nth += 1) {
      expect((await ask(client, nth % 2 === 0 ? id : unknownId)).status).toBe(nth % 2 === 0 ? 200 : 404);
    }
    const answer = await ask(client, id);
    expect([answer.status, answer.text]).toEqual([429, 'Too many requests, please try again later.']);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect((await client.get(`/v1/calls/${id}`)).status).toBe(200);
  });

  const { path, refusals } = readOperations['Corrected Transcript'];
  test.each(refusals.map((refused): readonly [string, Refused] => [refused.because, refused]))(
    'is refused as documented: %s',
    async (_because, refused) => {
      const client = await sandbox();
      const content = (id: string, seconds: string) => ({
        details: { call_id: id, transcripts: [], completed: true, corrected_duration: seconds },
      });
      const items = [
        { name: 'short', content: content('short', '1.5') },
        { name: 'unrecorded', content: content('unrecorded', '60') },
      ];
      await client.post('/sandbox/import', { items });
      const names = { shortCall: 'short', unrecordedCall: 'unrecorded' };
      const answer = await client.get(fill(path, fill(refused.path ?? {}, names)));
      expect([answer.status, answer.body]).toEqual([refused.status, refusal(refused.code ?? '', expect.any(String))]);
    },
  );

  it('takes no parameters, and the key', async () => {
    const client = await sandbox();
    const { call_id: id } = await callAbout(client, 'lost card');
    expect((await client.get(`/v1/calls/${id}/correct?v=2`)).status).toBe(400);
    const other = { authorization: 'org_another' };
    expect((await client.call('GET', `/v1/calls/${id}/correct`, undefined, other)).status).toBe(401);
  });
});
