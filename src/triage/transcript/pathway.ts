import type { PathwayEvent, PathwayLog } from '../../api/bland/pathway-events.ts';
import type { TranscriptRow } from '../../shared/transcript.ts';
import { readSteps, type Step } from './pathway-steps.ts';
import { printable } from './transcript.ts';
import { parseTime } from '../../shared/time.ts';

/** A node of the pathway, as a flag names it. */
interface PathwayNode {
  readonly id: string;
  /** Null when no event says what it is called. */
  readonly name: string | null;
}

/** Steps of the agent between two messages. */
interface PathwayGap {
  /** Raw index of the message before; null before the first one. */
  readonly after: number | null;
  readonly steps: readonly Step[];
}

/** Steps and nodes of the agent during a call. Indexes are those of the transcript. */
export interface Pathway {
  /** In display order, without empty ones. */
  readonly gaps: readonly PathwayGap[];
  /** The agent's node at each message, by raw index. */
  readonly nodes: ReadonlyMap<number, PathwayNode>;
  /** Events that could not be read. */
  readonly broken: number;
}

/**
 * Puts a call's events beside its messages. An event stands after the last message that is not younger than it; the node
 * of a message is the one its own event names, else the one that was entered last before it.
 *
 * @param rows in display order
 */
export function readPathway({ items, broken }: PathwayLog, rows: readonly TranscriptRow[]): Pathway {
  const events = inSequence(items);
  const times = timesOf(rows);
  const gaps = new Map<number, Step[]>();
  for (const step of readSteps(events)) {
    const place = step.at === null ? -1 : lastAtMost(times, step.at);
    const steps = gaps.get(place);
    if (steps === undefined) gaps.set(place, [step]);
    else steps.push(step);
  }
  return {
    gaps: [...gaps].sort(([a], [b]) => a - b).map(([place, steps]) => ({ after: rows[place]?.index ?? null, steps })),
    nodes: nodesOf(events, rows, times),
    broken: broken.length,
  };
}

/** By `sequence`, as documented; what has none stays behind the one it came after. Each gets a readable time, if any has. */
function inSequence(items: readonly PathwayEvent[]): readonly PathwayEvent[] {
  let last = -Infinity;
  const keyed = items.map((event) => ({ event, key: (last = event.sequence ?? last) }));
  let time: string | null = null;
  return keyed
    .sort((a, b) => a.key - b.key || 0)
    .map(({ event }) => {
      if (parseTime(event.created_at) !== null) time = event.created_at;
      return { ...event, created_at: time };
    });
}

/** Times of the rows, milliseconds; a row without a time has that of the row before it. */
function timesOf(rows: readonly TranscriptRow[]): readonly number[] {
  let last = -Infinity;
  return rows.map(({ clock }) => (last = Math.max(last, parseTime(clock) ?? last)));
}

/** The last position whose value is at most this; -1 when there is none. The values never fall. */
function lastAtMost(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const rolesOfEvents: Readonly<Record<string, string>> = {
  'transcript.user': 'caller',
  'transcript.assistant': 'agent',
};
const said = (role: string, text: string): string => `${role} ${printable(text).replace(/\s+/g, ' ').trim()}`;

function nodesOf(
  events: readonly PathwayEvent[],
  rows: readonly TranscriptRow[],
  times: readonly number[],
): ReadonlyMap<number, PathwayNode> {
  const names = new Map<string, string>();
  const entered: { readonly at: number; readonly id: string }[] = [];
  const spoken = new Map<string, string[]>();
  for (const { event_type: type, node_id: nodeId, payload, created_at: created } of events) {
    const role = rolesOfEvents[type];
    const chosen = type === 'node.transition' ? (textOf(payload?.['chosen_node_id']) ?? nodeId) : null;
    const id = chosen ?? (type === 'conversation.init' ? nodeId : null);
    const label = textOf(payload?.['chosen_label']);
    if (chosen !== null && label !== null) names.set(chosen, label);
    const at = parseTime(created);
    if (id !== null && id !== '' && at !== null) entered.push({ at, id });
    if (role === undefined || nodeId === null || nodeId === '') continue;
    const key = said(role, textOf(payload?.['text']) ?? '');
    const ids = spoken.get(key);
    if (ids === undefined) spoken.set(key, [nodeId]);
    else ids.push(nodeId);
  }
  const nodes = new Map<number, PathwayNode>();
  let next = 0;
  let here: string | undefined;
  for (const [position, row] of rows.entries()) {
    for (; next < entered.length && (entered[next]?.at ?? 0) <= (times[position] ?? 0); next += 1)
      here = entered[next]?.id;
    const id = spoken.get(said(row.role, row.text))?.shift() ?? here;
    if (id !== undefined) nodes.set(row.index, { id, name: names.get(id) ?? null });
  }
  return nodes;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
