import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role, TranscriptRow } from '../../../../src/shared/transcript.ts';
import { findFindings } from '../../../../src/triage/transcript/findings.ts';
import { readPathway } from '../../../../src/triage/transcript/pathway.ts';

const time = (second: number): string => new Date(Date.UTC(2026, 0, 1, 10, 0, 0, second * 1000)).toISOString();
const row = (index: number, seconds: number | null, text: string, role: Role = 'agent', noise = false) => ({
  index,
  role,
  speaker: '',
  seconds,
  clock: seconds === null ? null : time(seconds),
  text,
  fullLength: null,
  noise,
});
const event = (sequence: number, type: string, second: number, payload: Record<string, unknown>, of?: number) => ({
  sequence,
  event_type: type,
  node_id: null,
  operation_id: of ?? null,
  payload,
  created_at: time(second),
});
const ids = (rows: readonly TranscriptRow[]) => findFindings(rows, {}).map(({ id }) => id);

describe('silence', () => {
  it.each([
    ['6 s after what was said is none', [row(0, 0, ''), row(1, 6, 'b')], []],
    ['longer is one, on the message after it', [row(4, 0, ''), row(2, 6.1, 'b')], ['silence:2']],
    ['the time it takes to say something is none', [row(0, 0, 'x'.repeat(60)), row(1, 9, 'b')], []],
    ['a longer text is said for longer', [row(0, 0, 'x'.repeat(60)), row(1, 10.1, 'b')], ['silence:1']],
    [
      'actions and noise do not end it',
      [row(0, 0, ''), row(1, 4, 'w', 'action'), row(2, 5, '', 'caller', true), row(3, 7, 'b')],
      ['silence:3'],
    ],
    ['a message without a time tells nothing', [row(0, 0, ''), row(1, null, 'x'), row(2, 5, 'b')], []],
    ['nothing is before the first message', [row(0, 40, 'a')], []],
  ])('%s', (_name, rows, expected) => expect(ids(rows)).toEqual(expected));
});

describe('a repeated line of the agent', () => {
  const line = 'What are the last two digits?';
  it.each([
    ['is found at each repetition', [row(0, 0, line), row(1, 1, line), row(2, 2, line)], ['repeated:1', 'repeated:2']],
    ['also with other signs and case', [row(0, 0, line), row(1, 1, ' what are the LAST two digits ')], ['repeated:1']],
    ['is none when it is short', [row(0, 0, 'Thank you.'), row(1, 1, 'Thank you.')], []],
    ['is none of the caller', [row(0, 0, line, 'caller'), row(1, 1, line, 'caller')], []],
    ['differs by a word', [row(0, 0, line), row(1, 1, `${line} Please.`)], []],
  ])('%s', (_name, rows, expected) => expect(ids(rows)).toEqual(expected));
});

describe('events', () => {
  const rows = [row(0, 1, 'a'), row(3, 3, 'b'), row(2, 5, 'c'), row(1, 7, 'd')];
  const webhook = (status: number) => [
    event(1, 'webhook.invoke', 4, { name: 'get' }),
    event(2, 'webhook.result', 4.5, { status }, 1),
  ];
  const enter = (second: number, id = 'n') => event(second * 10, 'node.transition', second, { chosen_node_id: id });

  it.each([
    ['a webhook that answers 404 is found on the message before', webhook(404), ['webhook:3:0 on 3']],
    ['one that answers 302 too', webhook(302), ['webhook:3:0 on 3']],
    ['one that answers 204 is fine', webhook(204), []],
    [
      'one that fails without an answer is found',
      [event(1, 'webhook.error', 0, { message: 'timed out' })],
      ['webhook:start:0 on 0'],
    ],
    ['other operations are not webhooks', [event(1, 'sms.error', 4, {})], []],
    ['a node entered twice is fine', [enter(2), enter(4)], []],
    [
      'at the third time it is found on the message after, once',
      [enter(2), enter(4), enter(6), enter(8)],
      ['loop:2:0 on 1'],
    ],
    ['each node counts by itself', [enter(2), enter(4, 'm'), enter(6), enter(8, 'm')], []],
    ['after the last message it stands on that', [enter(8), enter(9), enter(10)], ['loop:1:2 on 1']],
  ])('%s', (_name, events, expected) => {
    const found = findFindings(rows, { pathway: readPathway({ items: events, broken: [] }, rows) });
    expect(found.map(({ id, index }) => `${id} on ${index}`)).toEqual(expected);
  });
});

it('what the corrected text tells stands among the others, in display order', () => {
  const rows = [row(4, 0, ''), row(2, 9, 'b'), row(3, 10, 'c')];
  const misheard = { id: 'digit:4', index: 4, kind: 'digit', heard: '1', corrected: '2' } as const;
  expect(findFindings(rows, { misheard: [misheard] }).map(({ id }) => id)).toEqual(['digit:4', 'silence:2']);
});

it('is the same for the same call, each with an id of its own on a message of the call, whatever the call', () => {
  const role = fc.constantFrom<Role>('agent', 'caller', 'action', 'robot', 'other');
  const text = fc.constantFrom('', 'Thank you.', 'A line that is long enough.', 'Another line that is long enough.');
  const anyRow = fc.tuple(fc.option(fc.integer({ min: 0, max: 200 })), text, role, fc.boolean());
  const type = fc.constantFrom('webhook.error', 'webhook.result', 'node.transition', 'kb.error');
  const payload = fc.constantFrom({}, { status: 500 }, { chosen_node_id: 'n', chosen_label: 'N' });
  const anyEvent = fc.tuple(fc.integer({ min: 0, max: 9 }), type, fc.integer({ min: 0, max: 200 }), payload);
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 20 }), fc.array(anyEvent, { maxLength: 20 }), (given, happened) => {
      const rows = given.map(([seconds, said, by, noise], index) => row(index, seconds, said, by, noise));
      const events = happened.map(([sequence, kind, second, what]) => event(sequence, kind, second, what));
      const pathway = readPathway({ items: events, broken: [] }, rows);
      const findings = findFindings(rows, { pathway });
      expect(findFindings(rows, { pathway })).toEqual(findings);
      expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
      for (const { index } of findings) expect(rows[index]).toBeDefined();
    }),
  );
});
