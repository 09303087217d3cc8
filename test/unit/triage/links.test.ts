import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Link, readLink, writeLink } from '../../../src/triage/links.ts';

const call = { kind: 'call', callId: 'c-1', issueId: null, messageIndex: null, connectionId: null } as const;

describe('links', () => {
  it('are written as they are documented', () => {
    const link: Link = { kind: 'call', callId: 'c-1', issueId: 'i-2', messageIndex: 12, connectionId: 'work' };
    expect(writeLink('vscode', link)).toBe(
      'vscode://call-triage.call-triage/call/c-1?connection=work&issue=i-2&message=12',
    );
    expect(writeLink('vscodium', call)).toBe('vscodium://call-triage.call-triage/call/c-1');
    expect(writeLink('vscode', { kind: 'issue', issueId: 'T-1', connectionId: 'a.b' })).toBe(
      'vscode://call-triage.call-triage/issue/T-1?connection=a.b',
    );
  });

  const anyId = fc.oneof(
    fc.uuid(),
    fc.string({ unit: 'binary', maxLength: 220 }),
    fc.stringMatching(/^[\w.:~@!-]{1,20}$/),
  );
  const connectionId = fc.option(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));

  it('are read as they were written, whatever the ids are', () => {
    const anyCall = fc.record({
      kind: fc.constant('call' as const),
      callId: anyId,
      issueId: fc.option(anyId),
      messageIndex: fc.option(fc.nat(9_999_999)),
      connectionId,
    });
    const anyIssue = fc.record({ kind: fc.constant('issue' as const), issueId: anyId, connectionId });
    fc.assert(
      fc.property(fc.oneof(anyCall, anyIssue), fc.constantFrom('vscode', 'code-oss', 'cursor'), (link, scheme) => {
        const text = writeLink(scheme, link);
        if (text !== undefined) expect(readLink(text)).toEqual(link);
      }),
      { numRuns: 5000 },
    );
  });

  it('can be written for every id of the service', () => {
    fc.assert(fc.property(fc.uuid(), (callId) => writeLink('vscode', { ...call, callId })?.endsWith(callId) === true));
  });

  it.each([
    ['', 'not-a-link'],
    ['T-1042', 'not-a-link'],
    ['https://call-triage.call-triage/call/1', 'not-a-link'],
    ['javascript://call-triage.call-triage/call/1', 'not-a-link'],
    ['command:callTriage.signOut', 'not-a-link'],
    ['vscode://evil.extension/call/1', 'other-extension'],
    ['vscode://call-triage.call-triage.evil/call/1', 'other-extension'],
    ['vscode://user@call-triage.call-triage/call/1', 'other-extension'],
    ['vscode://call-triage.call-triage:81/call/1', 'other-extension'],
    ['vscode://call-triage.call-triage/', 'other-page'],
    ['vscode://call-triage.call-triage/call', 'other-page'],
    ['vscode://call-triage.call-triage/key/1', 'other-page'],
    ['vscode://call-triage.call-triage/call/1/flags', 'other-page'],
    ['vscode://call-triage.call-triage/call/', 'bad-id'],
    ['vscode://call-triage.call-triage/call/..%2Fissues', 'bad-id'],
    ['vscode://call-triage.call-triage/call/a%0Ab', 'bad-id'],
    ['vscode://call-triage.call-triage/call/a%E2%80%AEb', 'bad-id'],
    ['vscode://call-triage.call-triage/call/%FF', 'bad-id'],
    [`vscode://call-triage.call-triage/call/${'x'.repeat(201)}`, 'bad-id'],
    [`vscode://call-triage.call-triage/call/${'x'.repeat(2000)}`, 'not-a-link'],
    ['vscode://call-triage.call-triage/call/1?issue=a%2Fb', 'bad-id'],
    ['vscode://call-triage.call-triage/call/1?message=-1', 'bad-message'],
    ['vscode://call-triage.call-triage/call/1?message=1e3', 'bad-message'],
    ['vscode://call-triage.call-triage/call/1?message=0:16:', 'bad-message'],
    ['vscode://call-triage.call-triage/call/1?message=%23', 'bad-message'],
    ['vscode://call-triage.call-triage/call/1?connection=a%20b', 'bad-connection'],
    ['vscode://call-triage.call-triage/call/1?connection=', 'bad-connection'],
  ])('%j is refused: %s', (text, fault) => {
    expect(readLink(text)).toEqual({ fault });
  });

  it.each([
    ['12', 12],
    ['%2312', 12],
    ['0:16', '0:16'],
    ['1%3A02%3A03', '1:02:03'],
  ])('name a message by its index or its time: %s', (message, messageIndex) => {
    expect(readLink(`vscode://call-triage.call-triage/call/c-1?message=${message}`)).toEqual({ ...call, messageIndex });
  });

  it('are read with blanks around them, in capital letters, and with more behind them than we know', () => {
    expect(readLink(' VSCODE://Call-Triage.Call-Triage/call/c-1?utm=x#top\n')).toEqual(call);
  });

  it('never make reading fail, and never give an id that could change an address', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.webPath(), fc.webQueryParameters());
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      part.map((path) => `vscode://call-triage.call-triage/${path}`),
      fc.tuple(part, part).map(([id, query]) => `vscode://call-triage.call-triage/call/${id}?${query}`),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const link = readLink(text);
        if ('fault' in link) return;
        const ids = link.kind === 'call' ? [link.callId, link.issueId ?? 'x'] : [link.issueId];
        for (const id of ids) {
          expect(id).not.toMatch(/[\s/\\?#&=%+\p{C}]/u);
          expect(['', '.', '..']).not.toContain(id);
        }
        const again = writeLink('vscode', link);
        expect(again === undefined ? link : readLink(again)).toEqual(link);
      }),
      { numRuns: 5000 },
    );
  });
});
