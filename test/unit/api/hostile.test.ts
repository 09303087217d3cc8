import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { readErrorBody } from '../../../src/api/error-body.ts';
import { ApiError, ResponseShapeError } from '../../../src/api/errors.ts';
import { type BlandApi, createBlandApi } from '../../../src/api/index.ts';
import type { Page } from '../../../src/api/pages.ts';
import type { Transport } from '../../../src/api/transport.ts';
import { createUndiciTransport } from '../../../src/api/undici-transport.ts';
import { type ScriptedServer, startServer } from '../../support/http.ts';
import { anyText } from './any-text.ts';
import {
  alertBinding,
  artifactEntry,
  callId,
  comment,
  details,
  flag,
  flagType,
  issue,
  issueId,
  link,
  relation,
} from './samples.ts';
import { canary } from './setup.ts';

let server: ScriptedServer;
let transport: Transport;
let api: BlandApi;
beforeAll(async () => {
  server = await startServer();
  transport = createUndiciTransport({ closeMs: 0 });
  api = createBlandApi({ baseUrl: server.url, key: async () => canary, transport, retry: { maxAttempts: 1 } });
});
afterAll(async () => {
  await api.close();
  await server.close();
});

/** A valid object with some fields removed or replaced by anything that JSON can hold. */
function mutated(sample: object): fc.Arbitrary<unknown> {
  const field = fc.constantFrom(...Object.keys(sample), '__proto__', 'constructor', 'toString');
  const change = fc.tuple(field, fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 2 }), fc.constant(1e300)));
  const object = fc.array(change, { maxLength: 4 }).map((changes) => ({ ...sample, ...Object.fromEntries(changes) }));
  return fc.oneof({ weight: 4, arbitrary: object }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
}

const lists: readonly [string, object, () => Promise<Page<unknown>>][] = [
  ['issues', issue, () => api.issues.list()],
  ['resources', link, () => api.resources.list(issueId)],
  ['flags', flag, () => api.flags.list(issueId)],
  ['flag types', flagType, () => api.flagTypes.list()],
  ['relations', relation, () => api.relations.list(issueId)],
  ['comments', comment, () => api.activity.list(issueId)],
  ['entries of the agent', artifactEntry, () => api.activity.list(issueId)],
  ['alert bindings', alertBinding, () => api.alertBindings.list(issueId)],
];

describe('lists made from valid ones by chance', () => {
  test.each(lists)('%s: no item is ever lost, and the readable ones are unharmed', async (_name, sample, call) => {
    const items = fc.array(fc.oneof(fc.constant(sample), mutated(sample)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(items, fc.jsonValue({ maxDepth: 1 }), async (sent, cursor) => {
        server.reply({ json: { data: { items: sent, next_cursor: cursor }, errors: null } });
        const page = await call();
        expect(page.items.length + page.broken.length).toBe(sent.length);
        expect(new Set(page.broken.map(({ position }) => position)).size).toBe(page.broken.length);
        for (const { position, reason } of page.broken) {
          expect(sent[position]).not.toBe(sample);
          expect(reason.length).toBeLessThan(200);
        }
        const whole = sent.filter((item) => item === sample).length;
        const unharmed = page.items.filter((item) => isDeepStrictEqual(item, sample)).length;
        expect(unharmed).toBeGreaterThanOrEqual(whole);
        expect(page.nextCursor === null || (typeof page.nextCursor === 'string' && page.nextCursor !== '')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('calls', async () => {
    const { transcripts: _, ...summary } = details;
    await fc.assert(
      fc.asyncProperty(fc.array(mutated(summary), { maxLength: 8 }), fc.jsonValue(), async (calls, total) => {
        server.reply({ json: { status: 'success', total_count: total, calls } });
        const { items, broken } = await api.calls.list();
        expect(items.length + broken.length).toBe(calls.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('answers made by chance', () => {
  const calls: readonly [string, () => Promise<unknown>][] = [
    ['Get Issue', () => api.issues.get(issueId)],
    ['Attach Resource', () => api.resources.attach(issueId, { resource_type: 'call', resource_id: callId })],
    ['Attach Call', () => api.calls.attach(issueId, callId)],
    ['Call Details', () => api.calls.details(callId)],
    ['Add Flag', () => api.flags.add(issueId, { call_id: callId, type: 't' })],
    ['List Issues', () => api.issues.list()],
    ['List Calls', () => api.calls.list()],
    ['the key check', () => api.me()],
  ];
  const status = fc.constantFrom(200, 201, 299, 400, 401, 403, 404, 409, 418, 429, 500, 503);
  const valid = [issue, link, flag, details].map((sample) => JSON.stringify({ data: sample, errors: null }));
  const cutOut = fc
    .tuple(fc.constantFrom(...valid), fc.nat(400), fc.nat(400))
    .map(([text, a, b]) => text.slice(0, a) + text.slice(b));
  const body = fc.oneof(
    fc.json(),
    cutOut,
    anyText(),
    fc.constantFrom(
      '',
      '<html>',
      '{"errors":[]}',
      '{"errors":{}}',
      '{"error":{"error":{"error":{"error":{}}}}}',
      '['.repeat(5000),
    ),
    fc.record({ data: fc.jsonValue(), errors: fc.jsonValue() }).map((value) => JSON.stringify(value)),
  );

  test.each(calls)('%s: data or a typed error, never anything else', async (_name, call) => {
    await fc.assert(
      fc.asyncProperty(status, body, async (code, text) => {
        server.reply({ status: code, text });
        try {
          await call();
          expect(code).toBeLessThan(300);
        } catch (error) {
          if (!(error instanceof ApiError || error instanceof ResponseShapeError)) throw error;
          expect(error.message).not.toBe('');
          expect(error.message).not.toMatch(/\p{Cc}/u);
          expect(error.status).toBe(code);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a transcript keeps every row, whatever the rows are', async () => {
    const row = mutated({ id: 1, created_at: 'x', text: 'y', user: 'user' });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (transcripts) => {
        server.reply({ json: { ...details, transcripts, concatenated_transcript: '' } });
        const read = (await api.calls.details(callId)).transcripts;
        expect(read).toHaveLength(transcripts.length);
        for (const [index, { text }] of read.entries()) {
          const sent: unknown = Object(transcripts[index] ?? {}).text;
          expect(text).toBe(typeof sent === 'string' ? sent : null);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('an error body of any kind is read: one clean line of at most 500 characters', () => {
    const any = fc.oneof(anyText(2000), fc.json({ maxDepth: 6 }), body);
    fc.assert(
      fc.property(any, (text) => {
        const { message, code, paths } = readErrorBody(text, [canary]);
        for (const line of [message, code, ...paths]) {
          if (line === null) continue;
          expect(line.length).toBeLessThanOrEqual(500);
          expect(line).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        }
      }),
      { numRuns: 500 },
    );
  });
});
