import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/api/answer.ts';
import {
  AbortError,
  BytesError,
  InvalidAddressError,
  InvalidKeyError,
  InvalidRequestError,
  isAmbiguous,
  NetworkError,
  type NetworkStage,
  ObjectStorageError,
  RecordingTooLargeError,
  type RequestRef,
  ResponseShapeError,
  ResponseTooLargeError,
  TimeoutError,
  TokenRefusedError,
} from '../../../src/api/errors.ts';
import type { HttpMethod } from '../../../src/api/transport.ts';
import { issueId, ok, refusal, relation } from './samples.ts';
import { bench, failureOf } from './setup.ts';

const certain = [400, 401, 403, 404, 409, 413, 422, 429];
const statuses = Array.from({ length: 400 }, (_, index) => 200 + index);
const writes: readonly HttpMethod[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The styles of error that the contracts document, and no body at all. */
const styles: Readonly<Record<string, string>> = {
  envelope: JSON.stringify(refusal('not_found', 'no')),
  'envelope with a status': JSON.stringify({ status: 'error', data: null, errors: [{ error: 'X_Y', message: 'no' }] }),
  flat: JSON.stringify({ status: 'error', message: 'no' }),
  'flat with texts': JSON.stringify({ status: 'error', message: 'no', errors: ['to: missing'] }),
  bare: JSON.stringify({ error: 'Phone number not found' }),
  nested: JSON.stringify({ error: { code: 'VERSION_NOT_FOUND', message: 'no' } }),
  'of Talkdesk': JSON.stringify({ code: 'x', message: 'no', fields: [{ name: 'name', description: 'taken' }] }),
  'plain text': 'Too many requests, please try again later.',
  nothing: '',
};
const page = '<!doctype html><html><title>Sign in</title></html>';

/** What a request comes to: done, or an error that is certain or not. */
function outcome(method: HttpMethod, status: number, text: string): 'done' | 'not done' | 'unknown' {
  const response = { status, headers: {}, body: Buffer.from(text) };
  try {
    readAnswer(response, { request: { method, path: '/v1/x' }, secrets: [], nowMs: 0 });
    return 'done';
  } catch (error) {
    return isAmbiguous(error) ? 'unknown' : 'not done';
  }
}

describe('what an answer says of a write', () => {
  it.each(Object.entries(styles))('every status with an error in the style %s', (_style, text) => {
    for (const method of writes) {
      for (const status of statuses.filter((one) => one >= 300)) {
        expect([status, outcome(method, status, text)]).toEqual([
          status,
          certain.includes(status) ? 'not done' : 'unknown',
        ]);
      }
    }
  });

  it('a web page is not the word of the service, unless it is that of a limiter', () => {
    for (const status of statuses) {
      expect([status, outcome('POST', status, page)]).toEqual([status, status === 429 ? 'not done' : 'unknown']);
    }
  });

  const inside: readonly unknown[] = [
    refusal('not_found', 'no'),
    { status: 'error', message: 'no' },
    { status: 'error', data: { id: '1' } },
    { data: { id: '1' }, errors: [{ error: 'partly', message: 'no' }] },
    { data: { id: '1' }, errors: 'no' },
    { data: { id: '1' }, errors: { a: 1 } },
    { error: 'no' },
    { error: { code: 'X', message: 'no' } },
  ];
  it.each(inside.map((body) => JSON.stringify(body)))('a success with %s inside is neither yes nor no', (text) => {
    for (const method of writes) {
      for (const status of statuses.filter((one) => one < 300)) expect(outcome(method, status, text)).toBe('unknown');
    }
  });

  it('a success without one is one', () => {
    for (const text of ['', '{}', 'null', '{"data":{"id":"1"},"errors":null}', '{"data":{"id":"1"},"errors":[]}']) {
      for (const status of statuses.filter((one) => one < 300)) expect(outcome('POST', status, text)).toBe('done');
    }
  });

  it('a read is never ambiguous, and takes the data that comes beside an error', () => {
    for (const status of statuses) {
      for (const text of [page, ...Object.values(styles)]) expect(outcome('GET', status, text)).not.toBe('unknown');
    }
    expect(outcome('GET', 200, JSON.stringify({ data: { id: '1' }, errors: ['partly'] }))).toBe('done');
  });

  it('over HTTP: also of a deletion, whose answer is not looked into for data', async () => {
    const { server, api } = await bench();
    server.reply(
      { json: { status: 'error', message: 'no' } },
      { status: 201, json: { ...ok(relation), errors: ['no'] } },
    );
    const removed = await failureOf(Error, api.flags.remove(issueId, 'f'));
    const body = { related_issue_id: issueId, relation_type: 'blocks' } as const;
    const added = await failureOf(Error, api.relations.link(issueId, body));
    expect([isAmbiguous(removed), isAmbiguous(added)]).toEqual([true, true]);
  });
});

describe('what a failure says of a write', () => {
  const write: RequestRef = { method: 'POST', path: '/x' };
  const read: RequestRef = { method: 'GET', path: '/x' };
  const token: RequestRef = { ...write, writes: false };
  const network = (stage: NetworkStage, sent: boolean) => (ref: RequestRef) =>
    new NetworkError('m', ref, { stage, systemCode: 'X', sent });
  const late = (phase: TimeoutError['phase'], sent: boolean) => (ref: RequestRef) =>
    new TimeoutError('m', ref, { phase, sent });
  const stored = (status: number) => (ref: RequestRef) =>
    new ObjectStorageError('m', ref, { status, serviceCode: null, expired: false });

  it.each<[string, (ref: RequestRef) => Error, boolean]>([
    ['no name', network('dns', false), false],
    ['no connection', network('connect', false), false],
    ['no TLS', network('tls', false), false],
    ['no way through the proxy', network('proxy', false), false],
    ['a transport that is closed', network('other', false), false],
    ['a reset', network('reset', true), true],
    ['a host that went away', network('connect', true), true],
    ['what is not HTTP', network('other', true), true],
    ['too late to connect', late('connect', false), false],
    ['too late while it waited', late('total', false), false],
    ['no answer in time', late('headers', true), true],
    ['half an answer in time', late('body', true), true],
    ['too late over all', late('total', true), true],
    ['an answer of another shape', (ref) => new ResponseShapeError('m', ref, 200), true],
    ['an answer too large', (ref) => new ResponseTooLargeError('m', ref, 1), true],
    ['cancelled before', (ref) => new AbortError(ref, false), false],
    ['cancelled meanwhile', (ref) => new AbortError(ref, true), true],
    ['a storage that says no', stored(403), false],
    ['a storage that fails', stored(503), true],
  ])('%s', (_what, make, open) => {
    expect([write, read, token].map((ref) => isAmbiguous(make(ref)))).toEqual([open, false, false]);
  });

  it('what is refused before it is sent, or for its token, is certain', () => {
    const errors = [
      new InvalidRequestError('m', []),
      new InvalidKeyError('m', 'missing'),
      new InvalidAddressError('m', 'missing'),
      new BytesError('changed', null),
      new TokenRefusedError('m', token, 401, null),
      new RecordingTooLargeError(read, 1),
      new Error('of somebody else'),
    ];
    expect(errors.map(isAmbiguous)).toEqual(errors.map(() => false));
  });
});
