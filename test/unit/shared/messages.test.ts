import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageMessageSchemas, parsePageMessage } from '../../../src/shared/messages.ts';
import { maxNote, probableFlagType } from '../../../src/shared/transcript.ts';

/** One of each. */
const examples = [
  { type: 'ready' },
  { type: 'select', index: 3, quote: null },
  { type: 'flag/create', index: 0, others: [2, 3], flagType: 'dead_air', note: '' },
  { type: 'flag/begin', index: 2, others: [3], quote: 'Hello?' },
  { type: 'issue/change' },
  { type: 'flag/open', id: 'f1' },
  { type: 'flag/edit', id: 'f1', index: 3, flagType: 'dead_air', note: '' },
  { type: 'flag/remove', id: 'f1' },
  { type: 'rows/show', index: null },
  { type: 'flag/resolve', id: 'f1', action: 'attach' },
  { type: 'finding', id: 'silence:3', action: 'dismiss' },
  { type: 'comment/create', index: 2, text: '> quoted' },
  { type: 'conversation/attach' },
  { type: 'drafts', drafts: [{ index: 1, edits: 'f1', flagType: 'dead_air', isNew: false, note: '' }] },
  { type: 'ask', what: 'undo' },
  { type: 'problem', action: 'retry' },
  { type: 'audio', request: { kind: 'settings', speed: 1.5, skipSilence: true } },
  { type: 'message/copy', indexes: [3, 4], context: true },
  { type: 'header/copy', field: 'variables.intent' },
  { type: 'node/open', node: { index: 3 } },
  { type: 'header/action', action: 'mask' },
  { type: 'corrected', request: 'show' },
  { type: 'comment/resolve', id: 'outbox-1', action: 'retry' },
];

const measured = (...agent: readonly object[]) => ({
  type: 'audio',
  request: { kind: 'measured', seconds: 9, agent, caller: [] },
});

describe('messages of the page', () => {
  it.each(examples)('are read: $type', (message) => {
    expect(parsePageMessage(message)).toEqual(message);
  });

  it('are read with the speech that was measured', () => {
    const message = measured({ from: 0, to: 1.25 });
    expect(parsePageMessage(message)).toEqual(message);
  });

  it('are read for every type that there is', () => {
    expect(examples.map(({ type }) => type).sort()).toEqual(Object.keys(pageMessageSchemas).sort());
  });

  it.each([
    ['an index that is no position', { type: 'flag/create', index: -1, others: [], flagType: 'x', note: '' }],
    ['an index between two rows', { type: 'flag/create', index: 1.5, others: [], flagType: 'x', note: '' }],
    [
      'a note that is too long',
      { type: 'flag/create', index: 1, others: [], flagType: 'x', note: 'x'.repeat(maxNote + 1) },
    ],
    [
      'more rows than are flagged at once',
      { type: 'flag/create', index: 1, others: Array(200).fill(2), flagType: 'x', note: '' },
    ],
    ['no type of flag', { type: 'flag/create', index: 1, others: [], flagType: '', note: '' }],
    ['no place to show', { type: 'rows/show', index: -1 }],
    ['no flag to edit', { type: 'flag/edit', id: '', index: 1, flagType: 'x', note: '' }],
    ['no message to copy', { type: 'message/copy', indexes: [], context: false }],
    ['a button that there is not', { type: 'header/action', action: 'callTriage.signOut' }],
    ['a speed that there is not', { type: 'audio', request: { kind: 'settings', speed: 100, skipSilence: true } }],
    ['an address to open', { type: 'audio', request: { kind: 'open-url', url: 'https://example.com' } }],
    ['speech before the recording', measured({ from: -1, to: 2 })],
    ['speech without an end', measured({ from: 1, to: Infinity })],
    ['more speech than a recording has', measured(...Array.from({ length: 5001 }, () => ({ from: 1, to: 2 })))],
    ['a comment without words', { type: 'comment/create', index: 1, text: '' }],
    ['a comment that is too long', { type: 'comment/create', index: 1, text: 'x'.repeat(maxNote + 1) }],
    ['an action that there is not', { type: 'flag/resolve', id: 'f', action: 'publish' }],
    ['something to do with a comment that there is not', { type: 'comment/resolve', id: 'c', action: 'attach' }],
    ['something to do with a finding that there is not', { type: 'finding', id: 'f', action: 'publish' }],
    ['a type that every object has', { type: 'constructor' }],
    ['a prototype', { type: '__proto__' }],
    ['a command', { type: 'command', command: 'workbench.action.terminal.new' }],
  ])('are dropped with %s', (_what, message) => {
    expect(parsePageMessage(message)).toBeUndefined();
  });

  it('bring nothing along that their schema does not name', () => {
    const message = { type: 'flag/remove', id: 'f', messageText: 'forged', command: 'x' };
    expect(parsePageMessage(message)).toEqual({ type: 'flag/remove', id: 'f' });
  });

  it('never make parsing fail, whatever arrives', () => {
    const type = fc.constantFrom(...Object.keys(pageMessageSchemas), 'toString', '');
    const anything = fc.oneof(fc.anything(), fc.record({ type, index: fc.anything(), id: fc.anything() }));
    fc.assert(
      fc.property(anything, (message) => {
        const parsed = parsePageMessage(message);
        if (parsed !== undefined) expect(parsed.type).toBe(Reflect.get(Object(message), 'type'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the guess of a flag type', () => {
  it.each([
    ['Missed Handoff', 'missed_handoff'],
    ['  wrong  node!! ', 'wrong_node'],
    ['dead_air', 'dead_air'],
    ['Übergabe 2', 'übergabe_2'],
    ['!!!', ''],
  ])('of %j is %j', (typed, stored) => {
    expect(probableFlagType(typed)).toBe(stored);
  });
});
