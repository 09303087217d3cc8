import { describe, expect, it } from 'vitest';
import { type CallBody, type Client, issueOf, type LinkBody, dataOf, sandbox, unknownId } from './support.ts';

interface EventBody {
  readonly conversation_id: string;
  readonly sequence: number;
  readonly event_type: string;
  readonly node_id: string | null;
  readonly operation_id: number | null;
  readonly payload: Record<string, unknown> | null;
  readonly created_at: string;
}

async function callOf(client: Client, code: string): Promise<string> {
  const { id } = await issueOf(client, code);
  const { items } = dataOf<{ items: LinkBody[] }>(await client.get(`/v1/triage/issues/${id}/resources`));
  return items.find((link) => link.resource_type === 'call')!.resource_id;
}

const eventsOf = async (client: Client, id: string): Promise<EventBody[]> =>
  (await client.get(`/v1/pathway_calls/${id}?v=2`)).body as EventBody[];

describe('Pathway Call Events', () => {
  it('are a bare list by sequence, with the outcome of each operation named by its invoke', async () => {
    const client = await sandbox();
    const id = await callOf(client, 'T-1002');
    const events = await eventsOf(client, id);
    const sequences = events.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
    const outcomes = events.filter(({ operation_id: of }) => of !== null);
    expect(outcomes.length).toBeGreaterThan(3);
    for (const { operation_id: of, event_type: type } of outcomes) {
      const invoke = events.find(({ sequence }) => sequence === of);
      expect(invoke?.event_type).toBe(`${type.split('.')[0]}.invoke`);
    }
    for (const event of events) {
      expect(Object.keys(event).toSorted()).toEqual([
        'conversation_id',
        'created_at',
        'event_type',
        'node_id',
        'operation_id',
        'payload',
        'sequence',
      ]);
      expect(event.conversation_id).toBe(id);
    }
  });

  it('hold everything that caller and agent said, at its time and in its node', async () => {
    const client = await sandbox();
    const id = await callOf(client, 'T-1002');
    const call = (await client.get(`/v1/calls/${id}`)).body as CallBody;
    const said = (await eventsOf(client, id)).filter(({ event_type: type }) => type.startsWith('transcript.'));
    const rows = call.transcripts.filter(({ user }) => user === 'user' || user === 'assistant');
    expect(said.map(({ payload }) => payload?.['text'])).toEqual(rows.map(({ text }) => text));
    expect(said.map(({ created_at }) => Date.parse(created_at))).toEqual(
      rows.map(({ created_at }) => Date.parse(created_at)),
    );
    expect(said.every(({ node_id: node }) => node !== null)).toBe(true);
  });

  it('are none for a call without any, and those that an imported call brought along', async () => {
    const client = await sandbox();
    expect(await eventsOf(client, await callOf(client, 'T-1008'))).toEqual([]);
    const event = { event_type: 'node.tag', sequence: 1, payload: { name: 'x' } };
    const content = { call_id: 'mine', transcripts: [], pathway_logs: [event, 'text', { role: 'user' }] };
    await client.post('/sandbox/import', { items: [{ name: 'a.json', content }] });
    expect(await eventsOf(client, 'mine')).toEqual([event]);
  });

  it('are refused for a call that is not there, and in any other format', async () => {
    const client = await sandbox();
    const id = await callOf(client, 'T-1002');
    const missing = await client.get(`/v1/pathway_calls/${unknownId}?v=2`);
    expect([missing.status, missing.body]).toEqual([404, { status: 'error', message: 'Call not found' }]);
    for (const query of ['', '?v=1', '?v=2&v=2', '?v=2&colour=red']) {
      const answer = await client.get(`/v1/pathway_calls/${id}${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
      expect(answer.body).toMatchObject({ status: 'error' });
    }
  });
});
