import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { all, issueOf, sandbox, type LinkBody } from './support.ts';

const folder = fileURLToPath(new URL('../../../../shared/api/examples/', import.meta.url));

interface Example {
  method: string;
  path: string;
  request_shape: Record<string, unknown>;
  response: unknown;
}

/** The names in a value and the kind of each, with every null taken as a text: both are documented for those. */
function shapeOf(value: unknown): unknown {
  if (value === null) return 'string';
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'metadata')
      .map(([name, inner]) => [name, shapeOf(inner)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

describe.skipIf(!existsSync(folder))('the reference pages', () => {
  it.each([
    ['add-flag', { type: 'dead_air', note: 'n', node_id: 'a', node_name: 'b', message_index: 3, message_text: 't' }],
    ['attach-resource', { resource_type: 'call' }],
    ['link-related-issue', { relation_type: 'duplicate_of' }],
  ])('%s is answered in the shape of its sample', async (name, values) => {
    const example = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Example;
    const client = await sandbox();
    const issue = await issueOf(client, 'T-1008');
    const call = (await all<LinkBody>(client, `/v1/triage/issues/${issue.id}/resources`))[0]!.resource_id;
    const target = example.path.replace('{id}', name === 'add-flag' ? issue.id : (await issueOf(client, 'T-1009')).id);
    const ids = { call_id: call, resource_id: call, related_issue_id: issue.id };
    const known: Record<string, unknown> = { ...ids, ...values };
    const body = Object.fromEntries(Object.keys(example.request_shape).map((field) => [field, known[field]]));
    const answer = await client.call(example.method, target, body);
    expect(answer.status).toBe(201);
    expect(shapeOf(answer.body)).toEqual(shapeOf(example.response));
  });
});
