import { describe, expect, it } from 'vitest';
import {
  AbortError,
  apiError,
  BytesError,
  InvalidAddressError,
  InvalidKeyError,
  InvalidRequestError,
  NetworkError,
  ObjectStorageError,
  RecordingTooLargeError,
  type RequestRef,
  ResponseShapeError,
  ResponseTooLargeError,
  TimeoutError,
  TokenRefusedError,
} from '../../../src/api/errors.ts';
import { loggedPath } from '../../../src/api/request-log.ts';
import { loggedAs } from '../../../src/shared/logged-as.ts';
import { operationRows } from '../../support/contract/index.ts';
import { callId, issueId } from './samples.ts';
import { bench, failure } from './setup.ts';

/** Texts as a caller, a colleague or a server may say them; none of their words may be seen again. */
const hostile = [
  'Maria Meier called',
  'maria@meier.example',
  'Meier\nERROR fake line',
  '[Meier](command:evil)',
  'Meier '.repeat(100),
  `Meier${'x'.repeat(60)}`,
  'Meier\u202E called\u0007',
];
const leak = /meier|maria/i;

describe('an error in the log', () => {
  const ref: RequestRef = { method: 'POST', path: '/Meier' };
  const made = (text: string): readonly Error[] => [
    ...[200, 302, 400, 401, 403, 404, 409, 413, 429, 500].map((status) =>
      apiError({ status, serviceCode: text, message: text, details: text, paths: [text], requiredScope: text }, ref),
    ),
    new NetworkError(text, ref, { stage: 'other', systemCode: text, sent: true }),
    new TimeoutError(text, ref, { phase: 'total', sent: true }),
    new ResponseShapeError(text, ref, 200),
    new ResponseTooLargeError(text, ref, 1),
    new RecordingTooLargeError(ref, 1),
    new InvalidRequestError(text, [text]),
    new InvalidKeyError(text, 'missing'),
    new InvalidAddressError(text, 'missing'),
    new BytesError('changed', text),
    new TokenRefusedError(text, ref, 401, text),
    new ObjectStorageError(text, ref, { status: 403, serviceCode: text, expired: false }),
    new AbortError(ref, true),
    Object.assign(new Error(text, { cause: text }), { code: text, name: text }),
    Object.assign(new TypeError(text), { code: [text], status: text }),
  ];

  it.each(hostile)('has no word of %j', (text) => {
    for (const error of made(text)) {
      expect(loggedAs(error)).toMatch(/^[\w.-]+(?: [\w.-]+){0,2}$|^unknown error$/);
      expect(loggedAs(error)).not.toMatch(leak);
    }
    expect(loggedAs(text)).toBe('unknown error');
  });

  it('is class, status and code', () => {
    const facts = { status: 409, serviceCode: 'call_not_attached', message: 'm' };
    expect(loggedAs(apiError(facts, ref))).toBe('ConflictError 409 call_not_attached');
    expect(loggedAs(Object.assign(new Error('m'), { code: 'ENOENT' }))).toBe('Error ENOENT');
    expect(loggedAs(Object.assign(new Error('m'), { code: 13 }))).toBe('Error 13');
    expect(loggedAs(undefined)).toBe('unknown error');
  });
});

describe('the log of requests', () => {
  it.each(hostile)('has no word of %j, wherever the service puts it', async (text) => {
    const { server, api, log } = await bench({ client: { retry: { maxAttempts: 1 } } });
    const entry = { error: text, message: text, path: [text], details: { [text]: text }, required_scope: text };
    server.reply(
      { status: 500, json: { data: null, errors: [entry] } },
      { status: 400, json: { error: { code: text, message: text } } },
      { status: 404, text },
      { status: 200, text },
      { status: 302, headers: { location: encodeURIComponent(text) } },
    );
    for (let count = 0; count < 5; count += 1) {
      await failure(api.flags.add(issueId, { call_id: callId, type: text, note: text }));
    }
    await failure(api.issues.list({ search: text }));
    await failure(api.calls.details('maria-meier'));
    expect(log).toHaveLength(7);
    expect(JSON.stringify(log)).not.toMatch(leak);
  });

  it('has no id in a path, and every word of the contract', () => {
    expect(loggedPath(`/v1/triage/issues/${issueId}/calls/T-1042`)).toBe('/v1/triage/issues/…/calls/…');
    expect(loggedPath('/maria-meier/oauth/token/')).toBe('/…/oauth/token/');
    for (const [, { path }] of operationRows) {
      expect(loggedPath(path)).toBe(path.replace(/\{\w+\}/g, '…'));
    }
    for (const path of [
      '/attachments/2023-03/upload-link',
      '/attachments/2023-03/…/download-link',
      '/sandbox/import',
      '/sandbox/export',
      '/sandbox/samples',
    ]) {
      expect(loggedPath(path)).toBe(path);
    }
  });
});
