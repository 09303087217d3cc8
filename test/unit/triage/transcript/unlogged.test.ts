import { describe, expect, it } from 'vitest';
import type { TranscriptRow } from '../../../../src/shared/transcript.ts';
import { findFindings } from '../../../../src/triage/transcript/findings.ts';
import { readPathway } from '../../../../src/triage/transcript/pathway.ts';
import { unloggedStays } from '../../../../src/triage/transcript/unlogged.ts';

const time = (second: number): string => new Date(Date.UTC(2026, 0, 1, 10, 0, 0, second * 1000)).toISOString();
const row = (index: number, seconds: number): TranscriptRow => ({
  index,
  role: 'agent',
  speaker: '',
  seconds,
  clock: time(seconds),
  text: `Message ${index}`,
  fullLength: null,
  noise: false,
});
const enter = (second: number, id: string) => ({
  sequence: second * 10,
  event_type: 'node.transition',
  node_id: null,
  operation_id: null,
  payload: { chosen_node_id: id, chosen_label: `Node ${id}` },
  created_at: time(second),
});
const webhook = { ...enter(12, ''), event_type: 'webhook.invoke', payload: { name: 'lookup' } };
const rows = [row(4, 1), row(7, 40), row(5, 50)];

describe('a gap in a transcript', () => {
  it.each([
    [
      'may be explained by a node without messages',
      [enter(0, 'a'), enter(10, 'b'), enter(38, 'a')],
      [[4, 'Node b', 28]],
    ],
    ['is by the longest of them', [enter(0, 'a'), enter(3, 'b'), enter(10, 'c'), enter(38, 'a')], [[4, 'Node c', 28]]],
    [
      'is not by a node that has messages elsewhere',
      [enter(0, 'b'), enter(10, 'c'), enter(11, 'b'), enter(39, 'c')],
      [],
    ],
    ['is not by one that goes on', [enter(0, 'a'), enter(10, 'b')], []],
    ['is not by a short stay', [enter(0, 'a'), enter(33, 'b'), enter(38, 'a')], []],
    ['is not where a webhook took the time', [enter(0, 'a'), enter(10, 'b'), webhook, enter(38, 'a')], []],
  ])('%s', (_name, items, expected) => {
    const stays = unloggedStays(readPathway({ items, broken: [] }, rows));
    expect([...stays].map(([index, { name, seconds }]) => [index, name, seconds])).toEqual(expected);
  });

  it('that is explained is no dead air, measured or not; others still are', () => {
    const pathway = readPathway({ items: [enter(0, 'a'), enter(10, 'b'), enter(38, 'a')], broken: [] }, rows);
    const speech = { seconds: 60, agent: [1, 40, 50].map((from) => ({ from, to: from + 2 })), caller: [] };
    expect(findFindings(rows, {}).map(({ id }) => id)).toEqual(['silence:7', 'silence:5']);
    expect(findFindings(rows, { pathway }).map(({ id }) => id)).toEqual(['silence:5']);
    expect(findFindings(rows, { pathway, speech }).map(({ id }) => id)).toEqual(['silence:5']);
  });
});
