// Every documented triage operation with every documented refusal, over HTTP.
import { describe, expect, test } from 'vitest';
import { seedAlerts } from '../../../src/sandbox/seed/alerts.ts';
import { fill, type Operation, type Refused, triageRows } from '../../support/contract/index.ts';
import { type Answer, type Client, dataOf, freeCall, issueOf, type LinkBody, refusal, sandbox } from './support.ts';

interface World {
  readonly client: Client;
  /** Values for the placeholders of the contract. */
  readonly names: Readonly<Record<string, string>>;
}

async function prepare(): Promise<World> {
  const client = await sandbox();
  const { id: issue } = await issueOf(client, 'T-1002');
  const { id: otherIssue } = await issueOf(client, 'T-1003');
  const one = `/v1/triage/issues/${issue}`;
  const { items } = dataOf<{ items: LinkBody[] }>(await client.get(`${one}/resources`));
  const link = items.find((candidate) => candidate.resource_type === 'call' && candidate.status === 'available');
  if (link === undefined) throw new Error('the issue has no call');
  const make = async (path: string, body: object): Promise<string> =>
    dataOf<{ id: string }>(await client.post(`${one}/${path}`, body)).id;
  const [bound, loose] = seedAlerts;
  const { active_alert_id, alert_config_id } = bound;
  const names = {
    issue,
    otherIssue,
    link: link.id,
    call: link.resource_id,
    looseCall: await freeCall(client),
    flag: await make('flags', { call_id: link.resource_id, type: 'dead_air' }),
    relation: await make('relations', { related_issue_id: otherIssue, relation_type: 'related_to' }),
    session: await make('agent-sessions', {}),
    binding: await make('alert-bindings', { active_alert_id, alert_config_id }),
    alert: loose.active_alert_id,
    alertConfig: loose.alert_config_id,
  };
  return { client, names };
}

/** Sends the example of an operation, with what differs in it. */
async function ask({ client, names }: World, row: Operation, other: Partial<Refused> = {}): Promise<Answer> {
  const path = fill(row.path, { ...names, ...fill(other.path ?? {}, names) });
  const query = other.query ?? row.example?.query ?? '';
  return client.call(row.method, `${path}${query}`, fill(other.body ?? row.example?.body, names));
}

describe('what is asked for as documented is done', () => {
  test.each(triageRows)('%s', async (_name, row) => {
    const world = await prepare();
    const answer = await ask(world, row);
    expect(answer.status).toBe(row.answers[0]);
    if (row.shape === 'nothing') {
      expect(answer.text).toBe('');
      return;
    }
    const data = dataOf<Record<string, unknown>>(answer);
    if (row.shape === 'object') expect(Array.isArray(data)).toBe(false);
    else expect([Array.isArray(data['items']), Object.keys(data).sort()]).toEqual([true, ['items', 'next_cursor']]);
    // Attaching, linking and binding again adds nothing.
    if (row.answers.length > 1) expect(row.answers).toContain((await ask(world, row)).status);
  });
});

const refusals = triageRows.flatMap(([name, row]) =>
  row.refusals.map((refused: Refused) => [`${name}: ${refused.because}`, row, refused] as const),
);

describe('what is documented to be refused is refused in the same words', () => {
  test.each(refusals)('%s', async (_name, row, refused) => {
    const world = await prepare();
    const body = refusal(refused.code ?? 'conflict', refused.message ?? expect.any(String));
    if (refused.ofAccount === true) {
      const fault = { kind: 'status', status: refused.status, body: refusal('conflict', 'Not configured') };
      await world.client.post('/sandbox/faults', { match: { method: row.method }, times: 1, fault });
    }
    const answer = await ask(world, row, refused);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: refused.status, body });
  });

  test.each(triageRows)('%s: another key', async (_name, row) => {
    const { client, names } = await prepare();
    const answer = await client.call(row.method, fill(row.path, names), undefined, { authorization: 'org_another' });
    expect([answer.status, answer.body]).toEqual([401, refusal('AUTH_FAILURE', 'Unauthorized')]);
  });

  test.each(triageRows)('%s: an unknown parameter or key', async (_name, row) => {
    const { client, names } = await prepare();
    const path = fill(row.path, names);
    if (row.shape === 'list') expect((await client.get(`${path}?colour=red`)).status).toBe(400);
    if (row.body === undefined) return;
    const body = { ...(fill(row.example?.body, names) as object), colour: 'red' };
    expect((await client.call(row.method, path, body)).body).toEqual(
      refusal('bad_request', expect.stringContaining('colour')),
    );
  });
});
