import { describe, expect, it } from 'vitest';
import { exampleNames, readExample } from '../../support/contract/examples.ts';
import { type Answer, all, type Client, dataOf, issueOf, type LinkBody, sandbox } from './support.ts';

type Json = Readonly<Record<string, unknown>>;

/** Returns the names and types in a value. Null counts as a string: the fields that may be null are documented as both. */
function shapeOf(value: unknown): unknown {
  if (value === null) return 'string';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) return value.map(shapeOf);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'metadata')
      .map(([name, inner]) => [name, shapeOf(inner)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Sends the request of a sample with ids of the sample data. */
async function ask(client: Client, name: string): Promise<Answer> {
  const { method, path, request } = readExample(name);
  const issue = await issueOf(client, 'T-1008');
  const other = await issueOf(client, 'T-1009');
  const call = (await all<LinkBody>(client, `/v1/triage/issues/${issue.id}/resources`))[0]!.resource_id;
  const personas = dataOf<{ id: string; inbound_numbers: object[] }[]>(await client.get('/v1/personas'));
  const persona = personas.find(({ inbound_numbers: numbers }) => numbers.length === 0)!;
  const values: Readonly<Record<string, Json>> = {
    'add-flag': {
      call_id: call,
      type: 'dead_air',
      note: 'n',
      node_id: 'a',
      node_name: 'b',
      message_index: 3,
      message_text: 't',
    },
    'attach-resource': { resource_type: 'call', resource_id: call },
    'link-related-issue': { related_issue_id: issue.id, relation_type: 'duplicate_of' },
    'attach-phone-numbers': { inbound_numbers: ['+14155550103', '+19175550126'] },
  };
  const body = Object.fromEntries(Object.keys(request).map((field) => [field, values[name]?.[field]]));
  const id = name === 'add-flag' ? issue.id : other.id;
  return client.call(method, path.replace('{id}', id).replace('{persona_id}', persona.id), body);
}

/** Samples with an answer. The one without is in talkdesk.test.ts. */
const answered = exampleNames.filter((name) => readExample(name).response !== undefined);

describe('the samples of the reference pages', () => {
  it.each(answered)('%s is answered in the shape of its sample', async (name) => {
    const answer = await ask(await sandbox(), name);
    expect(answer.status).toBe(name === 'attach-phone-numbers' ? 200 : 201);
    expect(shapeOf(answer.body)).toEqual(shapeOf(readExample(name).response));
  });
});
