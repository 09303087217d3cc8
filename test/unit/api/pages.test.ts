import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidRequestError, NotFoundError } from '../../../src/api/errors.ts';
import { allItems, type Page, pages } from '../../../src/api/pages.ts';
import { callId, flag, flagType, issue, issueId, link, list, refusal, relation } from './samples.ts';
import { bench, failureOf } from './setup.ts';

const page = (items: readonly number[], nextCursor: string | null): Page<number> => ({ items, broken: [], nextCursor });

describe('walking over pages', () => {
  test('over HTTP: every item in order, each cursor handed on, until null', async () => {
    const { server, api } = await bench();
    const flags = [0, 1, 2].map((at) => ({ ...flag, id: `flag-${at}` }));
    server.reply({ json: list(flags.slice(0, 2), 'c/1') }, { json: list(flags.slice(2), null) });
    const ids: string[] = [];
    for await (const { id } of allItems((cursor) => api.flags.list(issueId, { cursor, limit: 2 }))) ids.push(id);
    expect(ids).toEqual(['flag-0', 'flag-1', 'flag-2']);
    expect(server.requests.map(({ query }) => query.get('cursor'))).toEqual([null, 'c/1']);
  });

  test('a last page that names a cursor again ends it', async () => {
    const asked: (string | undefined)[] = [];
    const walk = pages(async (cursor) => {
      asked.push(cursor);
      return page([asked.length], 'Latency');
    });
    const seen: number[] = [];
    let step = await walk.next();
    for (; step.done !== true; step = await walk.next()) seen.push(...step.value.items);
    expect(asked).toEqual([undefined, 'Latency']);
    expect(seen).toEqual([1, 2]);
    expect(step.value).toEqual({ complete: true, nextCursor: null });
  });

  test('stops at the number of pages allowed, and says where', async () => {
    let count = 0;
    const walk = allItems(async () => page([count], `c${(count += 1)}`), { maxPages: 3 });
    const seen: number[] = [];
    let step = await walk.next();
    for (; step.done !== true; step = await walk.next()) seen.push(step.value);
    expect([seen, step.value]).toEqual([[0, 1, 2], { complete: false, nextCursor: 'c3' }]);
  });

  test('an aborted signal stops it between pages', async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    const walk = async () => {
      for await (const item of allItems(async () => page([1], String(Math.random())), { signal: abort.signal })) {
        seen.push(item);
        abort.abort();
      }
    };
    expect((await failureOf(Error, walk())).name).toBe('AbortError');
    expect(seen).toEqual([1]);
  });

  test('an error on a later page comes through after the items before it', async () => {
    const { server, api } = await bench();
    server.reply({ json: list([flag], 'c') }, { status: 404, json: refusal('not_found', 'Issue not found') });
    const seen: unknown[] = [];
    const walk = async () => {
      for await (const item of allItems((cursor) => api.flags.list(issueId, { cursor }))) seen.push(item);
    };
    await failureOf(NotFoundError, walk());
    expect(seen).toEqual([flag]);
  });

  test('whatever cursors a server makes up, it ends and loses nothing on the way', async () => {
    const cursors = fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cursors, async (script) => {
        let asked = 0;
        const fetched: number[] = [];
        const walk = allItems(async () => {
          fetched.push(asked);
          return page([asked], script[asked++] ?? null);
        });
        const seen: number[] = [];
        for await (const item of walk) seen.push(item);
        expect(seen).toEqual(fetched);
        expect(asked).toBeLessThanOrEqual(script.length + 1);
      }),
    );
  });
});

describe('one broken item never hides the rest', () => {
  test('it is named by position, id, code and reason', async () => {
    const { server, api } = await bench();
    const items = [
      issue,
      { ...issue, id: 'i-2', triage_id: 'T-9', title: 7 },
      null,
      { ...issue, status: undefined, id: 5 },
    ];
    server.reply({ json: list([...items, { ...issue, status: 'reticulating', extra: { a: 1 } }], 'c') });
    const read = await api.issues.list();
    expect(read.items.map(({ status }) => status)).toEqual(['todo', 'reticulating']);
    expect(read.items[1]).not.toHaveProperty('extra');
    expect(read.nextCursor).toBe('c');
    expect(read.broken).toEqual([
      { position: 1, id: 'i-2', code: 'T-9', reason: 'title: expected string' },
      { position: 2, id: null, code: null, reason: 'expected object' },
      { position: 3, id: '5', code: 'T-1001', reason: 'id: expected string' },
    ]);
  });

  test.each([
    ['resources', link, 'resource_type'],
    ['flags', flag, 'call_id'],
    ['relations', relation, 'related_issue_id'],
  ] as const)('%s', async (resource, sample, field) => {
    const { server, api } = await bench();
    server.reply({ json: list([{ ...sample, [field]: null }, sample]) });
    const read = await api[resource].list(issueId);
    expect(read.items).toEqual([sample]);
    expect(read.broken).toMatchObject([{ position: 0, id: sample.id, reason: `${field}: expected string` }]);
  });

  test('older versions of an object, with fields missing, are read', async () => {
    const { server, api } = await bench();
    const { id, triage_id, title, status, severity } = issue;
    server.reply(
      { json: list([{ id, triage_id, title, status, severity }]) },
      { json: list([{ type: flagType.type }]) },
    );
    const [old] = (await api.issues.list()).items;
    expect(old).toMatchObject({ id, description: '', agent_id: null, flag_count: 0, latest_agent_session: null });
    expect((await api.flagTypes.list()).items).toEqual([
      { type: flagType.type, description: '', usage_count: 0, last_used_at: null },
    ]);
  });
});

describe('limits are enforced before sending', () => {
  const flagOf = (more: object) => ({ call_id: callId, type: 't', ...more });
  test('each names what is wrong, and nothing is sent', async () => {
    const { server, api } = await bench();
    const cases: [() => Promise<unknown>, string][] = [
      [() => api.flags.add(issueId, flagOf({ note: '' })), 'note'],
      [() => api.flags.add(issueId, flagOf({ note: 'x'.repeat(4001) })), 'note'],
      [() => api.flags.add(issueId, flagOf({ message_index: -1 })), 'message_index'],
      [() => api.flags.add(issueId, flagOf({ message_index: 1.5 })), 'message_index'],
      [() => api.flags.add(issueId, flagOf({ message_index: Number.NaN })), 'message_index'],
      [() => api.flags.add(issueId, flagOf({ type: ' ' })), 'type'],
      [() => api.flags.add(issueId, flagOf({ call_id: '' })), 'call_id'],
      [() => api.flags.add(issueId, flagOf({ noted: 'x' })), 'noted'],
      [() => api.resources.attach(issueId, { resource_type: 'video', resource_id: 'x' }), 'resource_type'],
      [() => api.resources.attach(issueId, { resource_type: 'call', resource_id: '' }), 'resource_id'],
      [() => api.issues.list({ has_alert: 'yes' } as object), 'has_alert'],
      [() => api.issues.list({ sort: 'title' } as object), 'sort'],
      [() => api.issues.list({ assigneeId: 'x' } as object), 'assigneeId'],
      [() => api.issues.list({}, { limit: 0 }), 'limit'],
      [() => api.issues.list({}, { limit: 101 }), 'limit'],
      [() => api.issues.list({}, { cursor: '' }), 'cursor'],
      [() => api.calls.list({}, { limit: 1001 }), 'limit'],
      [() => api.calls.list({}, { cursor: '-1' }), 'cursor'],
    ];
    for (const [run, path] of cases) {
      const error = await failureOf(InvalidRequestError, run());
      expect(error.paths).toEqual([path]);
      expect(error.message).toContain(path);
    }
    expect(server.requests).toEqual([]);
  });

  test('the longest note and the first message are accepted', async () => {
    const { server, api } = await bench();
    server.reply({ status: 201, json: { data: flag } });
    await api.flags.add(issueId, flagOf({ note: 'x'.repeat(4000), message_index: 0, message_text: '' }));
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ message_index: 0, message_text: '' });
  });

  test.each(['', '.', '..', 'a/b', '../me', 'a\\b', ' a', 'a\n', 'x'.repeat(257), '\ud800'])(
    '%j is no id',
    async (id) => {
      const { server, api } = await bench();
      await failureOf(InvalidRequestError, api.issues.get(id));
      await failureOf(InvalidRequestError, api.flags.remove(issueId, id));
      await failureOf(InvalidRequestError, api.calls.attach(issueId, id));
      expect(server.requests).toEqual([]);
    },
  );

  test('any id that is sent arrives as exactly one path segment', async () => {
    const { server, api } = await bench();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom('%2e%2e', '%2f', '?a=b', '#x', 'ü ñ')), async (id) => {
        server.reply({ status: 204 });
        try {
          await api.flags.remove(issueId, id);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidRequestError);
          return;
        }
        const [, step, ...more] = (server.requests.at(-1)?.path ?? '').split('/flags/');
        expect([more, decodeURIComponent(step ?? '')]).toEqual([[], id]);
        expect(step).not.toContain('/');
      }),
      { numRuns: 60 },
    );
  });
});
