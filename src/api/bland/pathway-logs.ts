import * as z from 'zod/mini';
import { isObject, readItems } from './envelope.ts';
import * as read from './lenient.ts';
import { type PathwayEvent, pathwayEventSchema, type PathwayLog } from './pathway-events.ts';

/** A JSON value, in most versions as text. */
const jsonText = read.orNull(z.union([z.string(), z.record(z.string(), z.unknown())]));

/** A row of `pathway_logs` in the older format, one for each turn. */
const turnSchema = z.object({
  /** `<Call Connected>` in the first. */
  text: read.text,
  decision: jsonText,
  pathway_info: jsonText,
  /** The node that the turn led to. */
  chosen_node_id: read.textOrNumber,
  tag: read.object,
  created_at: read.time,
});
type Turn = z.output<typeof turnSchema>;

const connected = '<Call Connected>';

/**
 * Reads the `pathway_logs` of Call Details. Turns of the older format are converted to events: the start, and a transition
 * wherever the node changes.
 */
export function readPathwayLogs(logs: readonly unknown[]): PathwayLog {
  if (logs.some((log) => isObject(log) && log['event_type'] !== undefined))
    return readItems(logs, pathwayEventSchema, read.mostUnpaged);
  const { items, broken } = readItems(logs, turnSchema, read.mostUnpaged);
  return { items: eventsOf(items), broken };
}

function eventsOf(turns: readonly Turn[]): PathwayEvent[] {
  const events: PathwayEvent[] = [];
  let current: string | null = null;
  for (const turn of turns) {
    const { chosen_node_id: node, tag, decision, created_at } = turn;
    const add = (event_type: string, payload: Record<string, unknown> | null): number =>
      events.push({ sequence: events.length + 1, event_type, node_id: node, operation_id: null, payload, created_at });
    const isStart = turn.text?.trim() === connected;
    if (isStart) add('conversation.init', null);
    const tagged = textIn(tag, 'name');
    const label = textIn(parsed(turn.pathway_info), 'name', 'label', 'node_name') ?? tagged;
    const isNew = node !== null && node !== '' && node !== current;
    if (isNew) {
      const name = label === null ? {} : { chosen_label: label };
      const choice = parsed(decision) ?? decision;
      if (!isStart || label !== null) {
        add('node.transition', { chosen_node_id: node, ...name, ...(choice === null ? {} : { decision: choice }) });
      }
      current = node;
    }
    if (tagged !== null && !(isNew && tagged === label)) add('node.tag', { name: tagged });
  }
  return events;
}

/** Parses a text as JSON; null if it is invalid. */
function parsed(value: string | Record<string, unknown> | null): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}

/** Returns the value if it is a text, else the first of these fields that is one. */
function textIn(value: unknown, ...names: readonly string[]): string | null {
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (!isObject(value)) return null;
  const found = names.map((name) => value[name]).find((one) => typeof one === 'string' && one.trim() !== '');
  return typeof found === 'string' ? found : null;
}
