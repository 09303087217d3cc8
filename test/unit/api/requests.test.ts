import { describe, expect, test } from 'vitest';
import { operationOf } from '../../support/contract/check.ts';
import { agentRows, testingRows, triageRows } from '../../support/contract/index.ts';
import { accountCases } from './requests/account.ts';
import { agentCases } from './requests/agents.ts';
import { alertBindingCases } from './requests/alert-bindings.ts';
import { flagCases } from './requests/flags.ts';
import { issueCases } from './requests/issues.ts';
import { relationCases } from './requests/relations.ts';
import { resourceCases } from './requests/resources.ts';
import { talkCases } from './requests/talk.ts';
import { testingCases } from './requests/testing.ts';
import { list } from './samples.ts';
import { bench, canary } from './setup.ts';

const cases = [
  ...issueCases,
  ...resourceCases,
  ...flagCases,
  ...relationCases,
  ...talkCases,
  ...alertBindingCases,
  ...agentCases,
  ...testingCases,
  ...accountCases,
];
const named = cases.map((one) => [one.when === undefined ? one.of : `${one.of}, ${one.when}`, one] as const);

test('each of the 29 triage operations, the ten of agents and the seven of scenarios is asked for by the service', () => {
  const asked = new Set(cases.map(({ of }) => of));
  expect(triageRows).toHaveLength(29);
  expect(agentRows).toHaveLength(10);
  expect(testingRows).toHaveLength(7);
  expect(
    [...triageRows, ...agentRows, ...testingRows].map(([name]) => name).filter((name) => !asked.has(name)),
  ).toEqual([]);
});

describe('each request as the contract has it, and its answer', () => {
  test.each(named)('%s', async (_name, { of, call, path, query = '', body, reply, result }) => {
    const { server, api } = await bench();
    server.reply(reply);
    expect(await call(api)).toEqual(result);
    expect(server.requests).toHaveLength(1);
    const [sent] = server.requests;
    expect([sent?.path, sent?.rawQuery]).toEqual([path, query]);
    expect(operationOf(sent?.method ?? '', path)?.name).toBe(of);
    expect(sent?.headers.authorization).toBe(canary);
    expect(sent?.headers['x-api-key']).toBeUndefined();
    if (body === undefined) {
      expect(sent?.body).toBe('');
      expect(sent?.headers['content-type']).toBeUndefined();
    } else {
      expect(JSON.parse(sent?.body ?? '')).toEqual(body);
      expect(sent?.headers['content-type']).toBe('application/json');
    }
  });

  test.each([canary, `Bearer ${canary}`])('the key is sent in the form it was given: %s', async (key) => {
    const { server, api } = await bench({ key });
    server.reply({ json: list([]) });
    await api.issues.list();
    expect(server.requests[0]?.headers.authorization).toBe(key);
  });

  test('a gateway prefix in the base URL stays in front of every path', async () => {
    const { server, api } = await bench();
    const prefixed = await bench({ client: { baseUrl: async () => new URL(`${server.origin}/gate%20way/bland/`) } });
    server.reply({ json: list([]) });
    await prefixed.api.issues.list();
    expect(server.requests[0]?.path).toBe('/gate%20way/bland/v1/triage/issues');
    await api.close();
  });
});
