import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConnections } from '../../../../src/triage/sessions/connection.ts';

describe('the setting', () => {
  it('reads the kinds that there are, with the documented address by default', () => {
    const { connections, problems } = readConnections(
      [
        { id: 'work', kind: 'bland', label: ' Work ' },
        { id: 'box', kind: 'sandbox' },
      ],
      {},
    );
    expect(problems).toEqual([]);
    expect(connections).toEqual([
      { id: 'work', kind: 'bland', label: 'Work', baseUrl: 'https://api.bland.ai/', implicit: false },
      { id: 'box', kind: 'sandbox', label: 'box', baseUrl: null, implicit: false },
    ]);
  });

  it.each([
    ['text', 'oops', 'not-a-list'],
    ['an object', {}, 'not-a-list'],
    ['a number inside', [5], 'not-an-object'],
    ['an entry without id', [{ kind: 'bland' }], 'no-id'],
    ['an id with a slash', [{ id: 'a/b', kind: 'bland' }], 'bad-id'],
    ['the id of the environment', [{ id: 'env', kind: 'bland' }], 'reserved-id'],
    ['an unknown kind', [{ id: 'a', kind: 'twilio' }], 'unknown-kind'],
    ['no kind', [{ id: 'a' }], 'unknown-kind'],
    ['plain http elsewhere', [{ id: 'a', kind: 'bland', baseUrl: 'http://api.example.com' }], 'bad-address'],
    ['a script as address', [{ id: 'a', kind: 'bland', baseUrl: 'javascript:alert(1)' }], 'bad-address'],
    ['an address with a password', [{ id: 'a', kind: 'bland', baseUrl: 'https://u:p@example.com' }], 'bad-address'],
    ['a number as address', [{ id: 'a', kind: 'bland', baseUrl: 7 }], 'bad-address'],
  ])('names %s', (_what, setting, reason) => {
    const { connections, problems } = readConnections(setting, {});
    expect(connections).toEqual([]);
    expect(problems.map((problem) => problem.reason)).toEqual([reason]);
  });

  it('keeps the good ones among bad ones, and the first of two with one id', () => {
    const { connections, problems } = readConnections(
      [
        null,
        { id: 'a', kind: 'sandbox', label: 'one' },
        { id: 'a', kind: 'sandbox', label: 'two' },
        { id: 'b', kind: 'bland' },
      ],
      {},
    );
    expect(connections.map(({ id, label }) => [id, label])).toEqual([
      ['a', 'one'],
      ['b', 'b'],
    ]);
    expect(problems.map(({ reason, position }) => [reason, position])).toEqual([
      ['not-an-object', 0],
      ['same-id', 2],
    ]);
  });

  it('takes http on this machine', () => {
    const setting = [{ id: 'a', kind: 'bland', baseUrl: 'http://127.0.0.1:9999' }];
    expect(readConnections(setting, {}).connections[0]?.baseUrl).toBe('http://127.0.0.1:9999/');
  });

  it('reads anything without failing, and accounts for every entry', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (setting) => {
        const { connections, problems } = readConnections(setting, {});
        expect(connections.length + problems.length).toBe(setting.length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the environment', () => {
  it('makes the connection env for its origin', () => {
    const env = { BLAND_API_KEY: 'k', BLAND_BASE_URL: 'https://eu.api.bland.ai' };
    expect(readConnections([], env).connections).toEqual([
      { id: 'env', kind: 'bland', label: 'BLAND_API_KEY', baseUrl: 'https://eu.api.bland.ai/', implicit: true },
    ]);
  });

  it('makes none without a key, and none for an address that is not allowed', () => {
    expect(readConnections([], { BLAND_BASE_URL: 'https://eu.api.bland.ai' }).connections).toEqual([]);
    const bad = readConnections([], { BLAND_API_KEY: 'k', BLAND_BASE_URL: 'http://example.com' });
    expect(bad.connections).toEqual([]);
    expect(bad.problems.map(({ reason }) => reason)).toEqual(['bad-address']);
  });
});
