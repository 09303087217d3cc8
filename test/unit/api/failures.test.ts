import { describe, expect, test } from 'vitest';
import {
  ApiError,
  BadRequestError,
  ConflictError,
  ForbiddenError,
  isAmbiguous,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ResponseShapeError,
  ServerError,
  UnauthorizedError,
} from '../../../src/api/errors.ts';
import type { PlainReply } from '../../support/http.ts';
import { closedPort, raw, reset, truncated } from '../../support/http.ts';
import { callId, flag, issue, issueId, link, list, ok, refusal } from './samples.ts';
import { bench, failureOf } from './setup.ts';

const newFlag = { call_id: callId, type: 'dead_air' };
const once = { retry: { maxAttempts: 1 } };

describe('an answer that is an error', () => {
  const styles: readonly [string, PlainReply, typeof ApiError, Partial<ApiError>][] = [
    [
      'envelope 400',
      {
        status: 400,
        json: { data: null, errors: [{ error: 'bad_request', message: 'note is too long', path: ['note'] }] },
      },
      BadRequestError,
      { status: 400, serviceCode: 'bad_request', message: 'note is too long', paths: ['note'] },
    ],
    [
      'envelope 401',
      { status: 401, json: refusal('AUTH_FAILURE', 'Unauthorized') },
      UnauthorizedError,
      { status: 401, serviceCode: 'AUTH_FAILURE', message: 'Unauthorized' },
    ],
    [
      'envelope 404',
      { status: 404, json: refusal('not_found', 'Issue not found') },
      NotFoundError,
      { serviceCode: 'not_found' },
    ],
    [
      'envelope 409',
      { status: 409, json: refusal('call_not_attached', 'Call must be attached to issue first') },
      ConflictError,
      { status: 409, serviceCode: 'call_not_attached', message: 'Call must be attached to issue first' },
    ],
    [
      'envelope with details',
      { status: 400, json: { data: null, errors: [{ error: 'X_Y', message: 'm', details: { at: 1 } }] } },
      BadRequestError,
      { serviceCode: 'X_Y', details: { at: 1 } },
    ],
    [
      'envelope with a status beside it',
      { status: 500, json: { status: 'error', data: null, errors: [{ error: 'LISTEN_FAILED', message: 'no' }] } },
      ServerError,
      { serviceCode: 'LISTEN_FAILED', message: 'no' },
    ],
    [
      'flat',
      { status: 404, json: { status: 'error', message: 'Call not found' } },
      NotFoundError,
      { message: 'Call not found', serviceCode: null },
    ],
    [
      'flat with a list of texts',
      { status: 400, json: { status: 'error', message: 'Invalid', errors: ['to: missing', 'from: missing'] } },
      BadRequestError,
      { message: 'Invalid; to: missing; from: missing' },
    ],
    [
      'bare',
      { status: 404, json: { error: 'Phone number not found' } },
      NotFoundError,
      { message: 'Phone number not found', serviceCode: null },
    ],
    [
      'nested',
      { status: 404, json: { error: { code: 'VERSION_NOT_FOUND', message: 'No version', details: { v: 3 } } } },
      NotFoundError,
      { serviceCode: 'VERSION_NOT_FOUND', message: 'No version', details: { v: 3 } },
    ],
    ['JSON text', { status: 400, text: '"just text"' }, BadRequestError, { message: 'just text' }],
    [
      'plain text',
      { status: 500, text: 'Something\r\nbroke\u0007 \u202Ebadly' },
      ServerError,
      { message: 'Something broke badly' },
    ],
    ['no body', { status: 502 }, ServerError, { status: 502, message: 'no reason given', serviceCode: null }],
    [
      'a web page',
      {
        status: 503,
        text: '<!DOCTYPE html><html><head><title>503 &mdash; <b>Bad</title></head><script>x()</script></html>',
      },
      ServerError,
      { html: true, status: 503 },
    ],
    ['an unknown status', { status: 418, json: { error: 'teapot' } }, ApiError, { status: 418 }],
  ];

  test.each(styles)('%s', async (_name, reply, kind, facts) => {
    const { server, api } = await bench({ client: once });
    server.reply(reply);
    const error = await failureOf(kind, api.flags.add(issueId, newFlag));
    expect(error).toMatchObject(facts);
    expect(error.name).toBe(kind.name);
    expect(error.request).toEqual({ method: 'POST', path: `/v1/triage/issues/${issueId}/flags` });
    expect(error.message).not.toMatch(/[\p{Cc}<>]|script/u);
  });

  test('403 says which scope the key lacks', async () => {
    const { server, api } = await bench();
    const entry = { error: 'INSUFFICIENT_SCOPE', message: 'Missing scope', required_scope: 'calls:read' };
    const headers = { 'www-authenticate': 'Bearer error="insufficient_scope"' };
    server.reply({ status: 403, json: { data: null, errors: [entry] }, headers });
    const error = await failureOf(ForbiddenError, api.calls.details(callId));
    expect(error).toMatchObject({ serviceCode: 'INSUFFICIENT_SCOPE', requiredScope: 'calls:read' });
  });

  test.each([
    ['seconds', '7', 7000, 7000],
    ['a date', () => new Date(Date.now() + 600_000).toUTCString(), 590_000, 600_000],
  ])('429 carries Retry-After in %s, and is not waited for beyond the budget', async (_name, after, least, most) => {
    const { server, api, waits } = await bench({ client: { retry: { budgetMs: 1000 } } });
    const headers = { 'retry-after': typeof after === 'string' ? after : after() };
    server.reply({ status: 429, text: 'Too many requests, please try again later.', headers });
    const error = await failureOf(RateLimitError, api.issues.list());
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(error.retryAfterMs).toBeLessThanOrEqual(most);
    expect(error.message).toBe('Too many requests, please try again later.');
    expect([waits, server.requests.length]).toEqual([[], 1]);
  });

  test('an error under a success status is an error', async () => {
    const { server, api } = await bench();
    server.reply(
      { json: refusal('not_found', 'Issue not found') },
      { json: { status: 'error', message: 'No such call' } },
    );
    expect(await failureOf(ApiError, api.issues.get(issueId))).toMatchObject({ status: 200, serviceCode: 'not_found' });
    expect(await failureOf(ApiError, api.calls.details(callId))).toMatchObject({ message: 'No such call' });
  });
});

describe('an answer that cannot be read', () => {
  const bodies: readonly [string, PlainReply][] = [
    ['garbage', { text: Buffer.from([0xff, 0x00, 0xfe, 0x7b]) }],
    ['half a JSON', { text: '{"data":{"id":' }],
    ['HTML', { text: '<html><title>Sign in</title></html>', headers: { 'content-type': 'text/html' } }],
    ['nothing', { text: '' }],
    ['null', { text: 'null' }],
    ['no data', { json: { errors: null } }],
    ['a list where an object belongs', { json: ok([flag]) }],
    ['an object without its id', { json: ok({ ...flag, id: null }) }],
  ];
  test.each(bodies)('%s: a shape error, and the write may have been done', async (_name, reply) => {
    const { server, api } = await bench();
    server.reply({ status: 201, ...reply });
    const error = await failureOf(ResponseShapeError, api.flags.add(issueId, newFlag));
    expect(error.status).toBe(201);
    expect(isAmbiguous(error)).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('a list without items is a shape error', async () => {
    const { server, api } = await bench();
    server.reply({ json: ok({ next_cursor: null }) }, { json: { calls: null } });
    await failureOf(ResponseShapeError, api.issues.list());
    await failureOf(ResponseShapeError, api.calls.list());
  });
});

describe('what becomes of a request', () => {
  test('a read is repeated after a reset, a 502, a 503, a 504, a cut body and a 429', async () => {
    const cut = truncated('{"data":');
    for (const reply of [reset, cut, ...[502, 503, 504, 429].map((status) => ({ status }))]) {
      const { server, api, waits } = await bench();
      server.reply(reply, { json: list([issue]) });
      expect((await api.issues.list()).items).toHaveLength(1);
      expect([server.requests.length, waits.length]).toEqual([2, 1]);
    }
  });

  test('a read is not repeated after 400, 401, 403, 404, 409, 500', async () => {
    for (const status of [400, 401, 403, 404, 409, 500]) {
      const { server, api } = await bench();
      server.reply({ status });
      await failureOf(ApiError, api.issues.list());
      expect(server.requests).toHaveLength(1);
    }
  });

  test('no write is repeated, whatever became of it', async () => {
    const failures = [
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 404 },
      reset,
      truncated('{"data":'),
      raw('not http\r\n\r\n'),
      { status: 500 },
      { status: 502 },
      { status: 503, headers: { 'retry-after': '0' } },
    ];
    for (const [index, reply] of failures.entries()) {
      const { server, api } = await bench();
      server.reply(reply, { status: 201, json: ok(flag) });
      const error = await failureOf(Error, api.flags.add(issueId, newFlag));
      expect(isAmbiguous(error)).toBe(index > 1);
      expect(server.requests).toHaveLength(1);
    }
  });

  test('a refused connection: nothing was sent', async () => {
    const port = await closedPort();
    const { api, waits } = await bench({ client: { baseUrl: new URL(`http://127.0.0.1:${port}`) } });
    const error = await failureOf(NetworkError, api.flags.add(issueId, newFlag));
    expect(error).toMatchObject({ stage: 'connect', systemCode: 'ECONNREFUSED', sent: false });
    expect(isAmbiguous(error)).toBe(false);
    expect(waits).toEqual([]);
  });

  test('a failed read is never ambiguous', async () => {
    const { server, api } = await bench({ client: once });
    server.reply(reset, { status: 500 }, { text: 'garbage' });
    for (let count = 0; count < 3; count += 1) {
      expect(isAmbiguous(await failureOf(Error, api.issues.get(issueId)))).toBe(false);
    }
  });
});

describe('attaching what is attached', () => {
  const at = (date: string) => ({ date });
  test.each([
    ['200: it existed', { status: 200, headers: at('Thu, 07 May 2026 05:25:56 GMT') }, true],
    ['201 with an old link: it existed', { status: 201, headers: at('Thu, 07 May 2026 06:00:00 GMT') }, true],
    ['201 with a new link: it did not', { status: 201, headers: at('Thu, 07 May 2026 05:25:57 GMT') }, false],
    ['201 without a readable date: unknown', { status: 201, headers: at('soon') }, null],
  ])('%s', async (_name, reply, existed) => {
    const { server, api } = await bench();
    server.reply({ ...reply, json: ok(link) });
    const attached = await api.resources.attach(issueId, { resource_type: 'call', resource_id: callId });
    expect(attached).toEqual({ link, existed });
  });

  test('Attach Call accepts any success status', async () => {
    const { server, api } = await bench();
    server.reply({ status: 201, json: ok(issue) });
    expect((await api.calls.attach(issueId, callId)).resource_count).toBe(1);
  });

  test('deleting accepts a body and an empty one', async () => {
    const { server, api } = await bench();
    server.reply({ status: 204 }, { status: 200, json: { data: null, errors: null } }, { status: 200 });
    for (let count = 0; count < 3; count += 1) expect(await api.flags.remove(issueId, 'f')).toBeUndefined();
  });
});
