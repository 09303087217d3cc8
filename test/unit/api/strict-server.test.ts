import { expect, test } from 'vitest';
import { agentRows, fill, testingRows, triageRows } from '../../support/contract/index.ts';
import { operationOf } from '../../support/contract/check.ts';
import { server } from './setup.ts';

const names = { issue: 'issue-1', otherIssue: 'issue-2', call: 'call-1', looseCall: 'call-2', link: 'link-1' };

test.each([...triageRows, ...agentRows, ...testingRows])(
  '%s: its example passes, anything unknown is refused as the service does',
  async (name, row) => {
    const strict = await server();
    const path = fill(row.path, names).replaceAll(/\{\w+\}/g, 'some-id');
    expect(operationOf(row.method, path)?.name).toBe(name);
    const ask = async (to: string, body: unknown) => {
      const sent =
        body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      return (await fetch(`${strict.origin}${to}`, { method: row.method, ...sent })).status;
    };
    const body = fill(row.example?.body, names);
    const query = row.example?.query ?? '';
    strict.reply({ status: 218 });
    expect(await ask(`${path}${query}`, body)).toBe(218);
    strict.reply({ status: 218 });
    expect(await ask(`${path}${query === '' ? '?' : `${query}&`}colour=red`, body)).toBe(400);
    expect(await ask(`${path}?limit=`, body)).toBe(400);
    if (row.method === 'GET') return;
    expect(await ask(path, { ...(typeof body === 'object' ? body : {}), colour: 'red' })).toBe(400);
  },
);

test('an issue is known by its id alone, and what is not documented is not there', async () => {
  const { origin } = await server();
  for (const path of ['/v1/triage/issues/T-1001', '/v1/triage/issues/some-id/sessions', '/v1/triage/severities']) {
    expect((await fetch(`${origin}${path}`)).status).toBe(404);
  }
});
