import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isAmbiguous, ServiceError } from '../../../src/api/errors.ts';
import { type Reply, raw, truncated } from '../../support/http.ts';
import { callId, details, issue, issueId, list } from './samples.ts';
import { bench, canary, failure } from './setup.ts';

/** Everything that can be seen of a value: its text, its properties, also hidden ones, and its stack. */
const seen = (value: unknown): string =>
  inspect(value, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null });

const echoes: readonly [string, Reply][] = [
  [
    'in an envelope',
    { status: 400, json: { data: null, errors: [{ error: canary, message: `bad ${canary}`, path: [canary] }] } },
  ],
  [
    'in details',
    { status: 400, json: { errors: [{ error: 'x_y', message: 'm', details: { [canary]: [{ a: canary }] } }] } },
  ],
  ['in plain text', { status: 500, text: `Error at ${canary}: authorization: Bearer ${canary}` }],
  ['across the cut at 500', { status: 500, text: `${'x'.repeat(490)} ${canary} ${'y'.repeat(5000)}` }],
  ['behind 100,000 spaces', { status: 500, text: `${' '.repeat(19_990)}${canary}${' '.repeat(100_000)}` }],
  ['percent-encoded', { status: 404, text: encodeURIComponent(`/x?key=${canary}`) }],
  ['in a page', { status: 502, text: `<html><title>${canary}</title></html>` }],
  ['in a redirect', { status: 302, headers: { location: `https://evil.example/?k=${canary}` } }],
  ['in an error under 200', { status: 200, json: { data: null, errors: [{ error: 'x', message: canary }] } }],
  ['in garbage', { status: 200, text: `{${canary}` }],
  ['in what is not HTTP', raw(`${canary}\r\n\r\n`)],
  ['in a cut body', truncated(canary)],
  ['in the missing scope', { status: 403, json: { errors: [{ error: 'X', message: 'y', required_scope: canary }] } }],
  ['as a header', { status: 429, headers: { 'retry-after': canary } }],
];

describe('the key is in no error and no log entry', () => {
  test.each(echoes.flatMap(([name, reply]) => [canary, `Bearer ${canary}`].map((key) => [name, key, reply] as const)))(
    'echoed %s, sent as %s',
    async (_name, key, reply) => {
      const { server, api, log } = await bench({ key, client: { retry: { maxAttempts: 1 } } });
      server.reply(reply);
      const error = await failure(api.flags.add(issueId, { call_id: callId, type: 't' }));
      expect(error).toBeInstanceOf(ServiceError);
      expect(server.requests[0]?.headers.authorization).toBe(key);
      expect(seen(error)).not.toContain(canary);
      expect(seen(error)).not.toContain(canary.slice(0, 14));
      expect(seen(log)).not.toContain(canary);
      expect(log).toHaveLength(1);
      if (error instanceof Error) expect(error.message.length).toBeLessThanOrEqual(600);
      expect(typeof isAmbiguous(error)).toBe('boolean');
    },
  );
});

describe('the request log', () => {
  test('one entry per attempt: what, how long and how it went; no values and no bodies', async () => {
    const { server, api, log } = await bench();
    server.reply({ status: 503, headers: { 'retry-after': '1' } }, { json: list([issue]) }, { status: 201, text: 'x' });
    await api.issues.list({ search: 'private words', status: ['todo', 'done'] }, { limit: 5 });
    await failure(api.flags.add(issueId, { call_id: callId, type: 't', note: 'private note' }));
    const [first, second, third] = log;
    expect(first).toMatchObject({
      method: 'GET',
      path: '/v1/triage/issues',
      query: ['search', 'status', 'limit'],
      attempt: 1,
      status: 503,
      error: 'ServerError 503',
      retryInMs: 1000,
      transport: 'direct',
    });
    expect(second).toMatchObject({
      requestId: first?.requestId,
      attempt: 2,
      status: 200,
      error: null,
      retryInMs: null,
    });
    expect(third).toMatchObject({ method: 'POST', attempt: 1, status: 201, error: 'ResponseShapeError 201' });
    expect(third?.requestId).not.toBe(first?.requestId);
    expect(log.every(({ durationMs }) => Number.isInteger(durationMs) && durationMs >= 0)).toBe(true);
    expect(seen(log)).not.toContain('private');
  });

  test('one that fails changes nothing', async () => {
    const log = () => {
      throw new Error('disk full');
    };
    const { server, api } = await bench({ client: { log } });
    server.reply({ json: details });
    expect((await api.calls.details(callId)).call_id).toBe(callId);
  });
});
