import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathwayEvent } from '../../../../src/api/bland/pathway-events.ts';
import type { TranscriptRow } from '../../../../src/shared/transcript.ts';
import { readPathway } from '../../../../src/triage/transcript/pathway.ts';
import { readSteps } from '../../../../src/triage/transcript/pathway-steps.ts';

const time = (second: number): string => new Date(Date.UTC(2026, 0, 1, 10, 0, 0, second * 1000)).toISOString();

const event = (sequence: number | null, type: string, second: number | null, change: Partial<PathwayEvent> = {}) => ({
  sequence,
  event_type: type,
  node_id: null,
  operation_id: null,
  payload: null,
  created_at: second === null ? null : time(second),
  ...change,
});
const enter = (sequence: number, second: number, id: string, label?: string) =>
  event(sequence, 'node.transition', second, { payload: { chosen_node_id: id, chosen_label: label } });

const row = (index: number, second: number | null, text: string, role: TranscriptRow['role'] = 'agent') => ({
  index,
  role,
  speaker: '',
  seconds: second,
  clock: second === null ? null : time(second),
  text,
  fullLength: null,
  noise: false,
});
const read = (items: readonly PathwayEvent[], rows: readonly TranscriptRow[]) =>
  readPathway({ items, broken: [] }, rows);
const places = (items: readonly PathwayEvent[], rows: readonly TranscriptRow[]) =>
  read(items, rows).gaps.map(({ after, steps }) => [after, steps.map(({ fact }) => fact.kind)]);

describe('what happened between messages', () => {
  const rows = [row(0, 1, 'a'), row(2, 5, 'late'), row(1, 9, 'c')];

  it('stands after the last message that is not younger, by raw index', () => {
    const items = [event(1, 'conversation.init', 0), event(2, 'node.tag', 1), event(3, 'button.press', 8.9)];
    expect(places([...items, event(4, 'node.tag', 30)], rows)).toEqual([
      [null, ['start']],
      [0, ['tag']],
      [2, ['button']],
      [1, ['tag']],
    ]);
  });

  it('is in the order of the sequence, not of time or arrival', () => {
    expect(places([event(9, 'node.tag', 2), event(4, 'button.press', 3)], rows)).toEqual([[0, ['button', 'tag']]]);
  });

  it('without a time stands where the event before it stands', () => {
    expect(places([event(1, 'node.tag', 6), event(2, 'button.press', null)], rows)).toEqual([[2, ['tag', 'button']]]);
    expect(places([event(1, 'node.tag', null)], rows)).toEqual([[null, ['tag']]]);
  });

  it('leaves out what was said', () => {
    expect(places([event(1, 'transcript.user', 2), event(2, 'transcript.assistant', 3)], rows)).toEqual([]);
  });

  it('holds every event once, whatever the events and rows', () => {
    const type = fc.constantFrom('node.tag', 'node.transition', 'webhook.invoke', 'sms.error', 'new', 'interrupt.late');
    const anyEvent = fc.record({
      sequence: fc.option(fc.double({ noNaN: true })),
      event_type: type,
      node_id: fc.option(fc.string()),
      operation_id: fc.constant(null),
      payload: fc.option(fc.dictionary(fc.string(), fc.jsonValue())),
      created_at: fc.option(fc.oneof(fc.string(), fc.integer({ min: 0, max: 60 }).map(time))),
    });
    const anyRows = fc.array(fc.option(fc.integer({ min: 0, max: 60 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), anyRows, (items, times) => {
        const { gaps, nodes } = read(
          items,
          times.map((second, index) => row(index, second, 'x')),
        );
        expect(gaps.flatMap(({ steps }) => steps)).toHaveLength(items.length);
        expect(new Set(gaps.map(({ after }) => after)).size).toBe(gaps.length);
        for (const index of nodes.keys()) expect(index).toBeLessThan(times.length);
      }),
    );
  });
});

describe('the node of a message', () => {
  const nodesOf = (items: readonly PathwayEvent[], rows: readonly TranscriptRow[]) => [...read(items, rows).nodes];

  it('is the one entered last before it, with the name it was entered by', () => {
    const rows = [row(0, 1, 'a'), row(1, 4, 'b'), row(2, 6, 'c', 'action')];
    expect(nodesOf([enter(2, 3, 'n', 'Verify'), event(1, 'conversation.init', 0, { node_id: 's' })], rows)).toEqual([
      [0, { id: 's', name: null }],
      [1, { id: 'n', name: 'Verify' }],
      [2, { id: 'n', name: 'Verify' }],
    ]);
  });

  it('is what the event of the very message says, even when times disagree', () => {
    const spoken = (sequence: number, node: string) =>
      event(sequence, 'transcript.assistant', 8, { node_id: node, payload: { text: 'Same  words. ' } });
    const rows = [row(0, 5, 'Same words.'), row(1, 6, 'Same words.'), row(2, 7, 'Same words.', 'caller')];
    expect(nodesOf([enter(1, 1, 'z', 'Z'), spoken(2, 'x'), spoken(3, 'y')], rows)).toEqual([
      [0, { id: 'x', name: null }],
      [1, { id: 'y', name: null }],
      [2, { id: 'z', name: 'Z' }],
    ]);
  });

  it('is not made up where no event tells', () => {
    expect(nodesOf([event(1, 'webhook.invoke', 1, { node_id: 'w' })], [row(0, 2, 'a')])).toEqual([]);
  });
});

describe('a step', () => {
  const factOf = (type: string, payload: PathwayEvent['payload']) =>
    readSteps([event(1, type, 0, { payload })])[0]?.fact;

  it('joins an operation and its outcome: status and duration', () => {
    const steps = readSteps([
      event(1, 'webhook.invoke', 0, { payload: { name: 'get_order' } }),
      event(2, 'webhook.invoke', 0.1, { payload: { name: 'other' } }),
      event(3, 'webhook.result', 0.212, { operation_id: 1, payload: { status: 200 } }),
    ]);
    expect(steps.map(({ fact }) => fact)).toEqual([
      {
        kind: 'operation',
        operation: 'webhook',
        name: 'get_order',
        outcome: 'done',
        status: 200,
        ms: 212,
        message: null,
      },
      {
        kind: 'operation',
        operation: 'webhook',
        name: 'other',
        outcome: 'begun',
        status: null,
        ms: null,
        message: null,
      },
    ]);
  });

  it.each([
    ['an error', 'error', { message: 'timed out' }, { outcome: 'failed', message: 'timed out' }],
    ['a status that is none of success', 'result', { status_code: '404' }, { outcome: 'failed', status: 404 }],
    ['a status inside the response', 'result', { response: { status: 500 } }, { outcome: 'failed', status: 500 }],
    ['a status that is a word', 'result', { status: 'ok' }, { outcome: 'done', status: null }],
    ['a status that cannot be one', 'result', { status: 7 }, { outcome: 'done', status: null }],
    ['a warning', 'warning', { message: 'retry' }, { outcome: 'begun', message: 'retry', ms: null }],
    ['a duration that is told', 'result', { duration_ms: 9 }, { outcome: 'done', ms: 9 }],
  ])('%s of a webhook is told', (_name, part, payload, expected) => {
    const steps = readSteps([
      event(1, 'webhook.invoke', 0, { payload: {} }),
      event(2, `webhook.${part}`, 1, { operation_id: 1, payload }),
    ]);
    expect(steps).toHaveLength(1);
    expect(steps[0]?.fact).toMatchObject(expected);
  });

  it('whose invoke is missing stands by itself', () => {
    expect(readSteps([event(5, 'tool.error', 0, { operation_id: 1, payload: { message: 'no' } })])).toHaveLength(1);
  });

  it.each([
    [{ variable: 'email', value: 'a@b.c', outcome: 'set' }, [['email', 'a@b.c']]],
    [{ name: 'email', outcome: 'empty' }, [['email', 'empty']]],
    [{}, []],
  ])('of a mapping sets its variable: %j', (payload, expected) => {
    expect(readSteps([event(1, 'webhook.mapping', 0, { payload })])[0]?.variables).toEqual(expected);
  });

  it.each([
    [
      { email: 'x', n: 1 },
      [
        ['email', 'x'],
        ['n', '1'],
      ],
    ],
    [{ email: { from: 'x', to: 'y' } }, [['email', 'y']]],
    [[{ name: 'email', new_value: 'y' }, 7], [['email', 'y']]],
    ['none', []],
  ])('of a transition tells the variables it changed: %j', (changes, expected) => {
    const [step] = readSteps([event(1, 'node.transition', 0, { payload: { variable_changes: changes } })]);
    expect(step?.variables).toEqual(expected);
  });

  it('of a type that nobody knows is kept', () => {
    expect(factOf('brand.new', {})).toEqual({ kind: 'other', type: 'brand.new' });
    expect(factOf('webhook.exploded', {})).toEqual({ kind: 'other', type: 'webhook.exploded' });
    expect(factOf('interrupt.early', null)).toEqual({ kind: 'interruption', early: true });
  });

  it('keeps no more of a long payload than can be shown', () => {
    const [step] = readSteps([event(1, 'kb.result', 0, { payload: { text: 'x'.repeat(70_000) } })]);
    expect(step?.detail?.length).toBeLessThan(1000);
  });
});
