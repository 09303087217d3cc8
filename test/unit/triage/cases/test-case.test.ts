// What of a call becomes the input of a test, and what must never be in it.
import { expect, it } from 'vitest';
import { isOnAction, testCaseOf, testCaseSchema } from '../../../../src/triage/cases/test-case.ts';
import { caseOn, flagOn, issue, transcript } from './samples.ts';

const texts = (index: number) => caseOn(index).input.map(({ role, content }) => `${role}: ${content}`);

it('a flag on what the agent said: all speech before it, pieces of the same turn as well, and never itself', () => {
  expect(caseOn(5)).toEqual({
    version: 1,
    id: 'ad0931e4-b0e1-4bd6-a5b1-09e7c9123dba',
    title: 'T-1042 booked_too_early',
    input: [
      { role: 'assistant', content: 'Good morning, this is the clinic.' },
      { role: 'user', content: 'I want Monday. Call me at +1 415 555 0123.' },
      { role: 'assistant', content: 'Monday,' },
    ],
    actual: 'nine o’clock. You are booked.',
    criterion: 'The reply must not repeat this problem: booked too early. Booked without a yes.',
    omittedRows: 2,
    flag: {
      type: 'booked_too_early',
      note: 'Booked without a yes.',
      messageIndex: 5,
      messageText: 'nine o’clock. You are booked.',
      nodeId: 'node-1',
      nodeName: 'Confirm',
    },
    source: {
      callId: 'call-1',
      issueId: 'issue-1',
      triageId: 'T-1042',
      pathwayId: 'pathway-1',
      pathwayVersion: 12,
      agentId: 'agent-1',
      startedAt: '2026-11-20T10:00:00.000Z',
    },
  });
});

it('a flag on the caller: up to and with their words, since the fault came after them', () => {
  expect(texts(7).at(-1)).toBe('user: I did not say yes!');
  expect(caseOn(7).actual).toBe('Sorry.');
  expect(caseOn(8).input.some(({ content }) => content === 'Sorry.')).toBe(false);
});

it('a flag on an action: what was said before it, and that only the criterion can be tested', () => {
  const one = caseOn(6);
  expect(one.input).toHaveLength(4);
  expect(one.actual).toBe('Webhook: book');
  expect(isOnAction(one, transcript)).toBe(true);
  expect(isOnAction(caseOn(5), transcript)).toBe(false);
});

it('a flag on the greeting has no input, and is a valid case', () => {
  const one = caseOn(0);
  expect(one.input).toEqual([]);
  expect(testCaseSchema.parse(one)).toEqual(one);
});

it('what a person did not write is absent, never an empty text', () => {
  expect('expected' in caseOn(5, { expected: '  ' })).toBe(false);
  expect(caseOn(5, { expected: ' Shall I book it? ' }).expected).toBe('Shall I book it?');
  expect('actual' in caseOn(5, { transcript: { ...transcript, rows: transcript.rows.slice(0, 6) } })).toBe(true);
  expect(caseOn(5, { flag: flagOn(5, { note: '' }) }).criterion).toBe(
    'The reply must not repeat this problem: booked too early.',
  );
  expect(caseOn(5, { flag: flagOn(5, { note: '' }), note: 'No yes.' }).criterion).toMatch(/too early\. No yes\.$/);
});

it('masks every text, and no ID', () => {
  const note = 'Read +1 415 555 0123 aloud.';
  const one = caseOn(5, { masked: true, flag: flagOn(5, { note }), expected: 'I call +1 415 555 0123.' });
  expect(JSON.stringify(one)).not.toContain('555 0123');
  expect(one.id).toBe('ad0931e4-b0e1-4bd6-a5b1-09e7c9123dba');
});

it('refuses a flag on a whole call, and one on a message that is not there', () => {
  expect(() => testCaseOf({ flag: flagOn(null), issue, transcript, masked: false })).toThrow(/no message to test/);
  expect(() => caseOn(99)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});
