import type { PathwayEvent } from '../../api/bland/pathway-events.ts';
import { parseTime } from '../../shared/time.ts';

/** A variable and the value it was given, as text. */
type Variable = readonly [name: string, value: string];

/** A kind of step; texts are the service's own. */
export type StepFact =
  | { readonly kind: 'start' }
  | { readonly kind: 'node'; readonly id: string; readonly name: string }
  | { readonly kind: 'variables' }
  | { readonly kind: 'interruption'; readonly early: boolean }
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'button'; readonly button: string }
  | {
      readonly kind: 'operation';
      /** `webhook`, `tool`, `transfer_call`; others are kept. */
      readonly operation: string;
      /** Its name or target. */
      readonly name: string | null;
      readonly outcome: 'begun' | 'done' | 'failed';
      /** The HTTP status that it was answered with. */
      readonly status: number | null;
      /** Duration, milliseconds. */
      readonly ms: number | null;
      /** Message of an error or warning. */
      readonly message: string | null;
    }
  /** A type that is not known. */
  | { readonly kind: 'other'; readonly type: string };

export interface Step {
  readonly fact: StepFact;
  /** Milliseconds since the epoch; null when no event says. */
  readonly at: number | null;
  readonly variables: readonly Variable[];
  /** Details the service recorded, as JSON; null when there are none. */
  readonly detail: string | null;
}

type Payload = Readonly<Record<string, unknown>>;

/** The longest detail and value that are kept, in characters. */
const longestDetail = 600;
const longestValue = 500;

/**
 * Returns the steps of the events: an operation and its outcome are one step; speech is left out, since it is in the
 * transcript. Payloads are documented in part only, so everything in them is looked for and nothing is relied on.
 *
 * @param events in the order of their sequence
 */
export function readSteps(events: readonly PathwayEvent[]): readonly Step[] {
  const steps: Step[] = [];
  /** Index of an operation's step, by the sequence of its invoke event. */
  const begun = new Map<number, number>();
  for (const event of events) {
    const { event_type: type, sequence, operation_id: of } = event;
    if (type.startsWith('transcript.')) continue;
    const step = stepOf(event);
    const place = of === null ? undefined : begun.get(of);
    const before = place === undefined ? undefined : steps[place];
    if (place !== undefined && before?.fact.kind === 'operation' && step.fact.kind === 'operation') {
      steps[place] = finished(before, before.fact, step, step.fact);
    } else {
      if (type.endsWith('.invoke') && sequence !== null) begun.set(sequence, steps.length);
      steps.push(step);
    }
  }
  return steps;
}

function stepOf({ event_type: type, payload, created_at: created }: PathwayEvent): Step {
  const given = payload ?? {};
  const at = parseTime(created);
  return { fact: factOf(type, given), at, variables: variablesOf(type, given), detail: json(payload, longestDetail) };
}

function factOf(type: string, payload: Payload): StepFact {
  switch (type) {
    case 'conversation.init':
      return { kind: 'start' };
    case 'node.transition':
      return {
        kind: 'node',
        id: text(payload, 'chosen_node_id', 'chosen_label') ?? '',
        name: text(payload, 'chosen_label', 'chosen_node_id') ?? '',
      };
    case 'node.tag':
      return { kind: 'tag', name: text(payload, 'name') ?? '' };
    case 'interrupt.early':
    case 'interrupt.late':
      return { kind: 'interruption', early: type === 'interrupt.early' };
    case 'button.press':
      return { kind: 'button', button: text(payload, 'button') ?? '' };
    case 'webhook.mapping':
      return { kind: 'variables' };
    default:
      return operationOf(type, payload) ?? { kind: 'other', type };
  }
}

function operationOf(type: string, payload: Payload): StepFact | undefined {
  const named = /^([a-z_]{1,40})\.(invoke|result|error|warning)$/.exec(type);
  if (named === null) return undefined;
  const [, operation = '', part] = named;
  const status = statusOf(payload);
  const refused = status !== null && (status < 200 || status > 299);
  return {
    kind: 'operation',
    operation,
    name: text(payload, 'name', 'tool_name', 'phone_number', 'transfer_to', 'to', 'pathway_id', 'url'),
    outcome: part === 'error' || refused ? 'failed' : part === 'result' ? 'done' : 'begun',
    status,
    ms: number(payload, 'duration_ms', 'response_time_ms'),
    message: part === 'error' || part === 'warning' ? text(payload, 'message') : null,
  };
}

type Operation = Extract<StepFact, { kind: 'operation' }>;

/** An operation, with what was told of it later. */
function finished(before: Step, begun: Operation, after: Step, ended: Operation): Step {
  const took = before.at === null || after.at === null ? null : after.at - before.at;
  const isEnd = ended.outcome !== 'begun';
  return {
    at: before.at,
    variables: [...before.variables, ...after.variables],
    detail: [before.detail, after.detail].filter((part) => part !== null).join('\n') || null,
    fact: {
      ...begun,
      name: begun.name ?? ended.name,
      outcome: begun.outcome === 'failed' || !isEnd ? begun.outcome : ended.outcome,
      status: ended.status ?? begun.status,
      ms: isEnd ? (ended.ms ?? (took !== null && took >= 0 ? took : null)) : begun.ms,
      message: ended.message ?? begun.message,
    },
  };
}

function statusOf(payload: Payload): number | null {
  const { response } = payload;
  const inside = isObject(response) ? number(response, 'status', 'status_code') : null;
  const status = number(payload, 'status', 'status_code', 'response_status') ?? inside;
  return status !== null && Number.isInteger(status) && status >= 100 && status <= 599 ? status : null;
}

/** Variables stand in different places for each type, as an object by name or as a list. */
function variablesOf(type: string, payload: Payload): readonly Variable[] {
  if (type === 'webhook.mapping') {
    const name = text(payload, 'variable', 'variable_name', 'name');
    return name === null ? [] : [[name, valueText(payload)]];
  }
  if (type === 'node.transition') return listed(payload['variable_changes']);
  return type === 'var_extraction.result' ? listed(payload['variables'] ?? payload['extracted'] ?? payload) : [];
}

function listed(value: unknown): readonly Variable[] {
  if (Array.isArray(value)) {
    return value.filter(isObject).flatMap((one) => {
      const name = text(one, 'variable', 'name', 'key');
      return name === null ? [] : [[name, valueText(one)] as const];
    });
  }
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, one]) => [name, isObject(one) ? valueText(one) : asText(one)] as const);
}

/** The value in an object that tells of a change. */
function valueText(change: Payload): string {
  const name = ['new_value', 'new', 'to', 'value'].find((key) => Object.hasOwn(change, key));
  return asText(name === undefined ? change['outcome'] : change[name]);
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, longestValue);
  return json(value, longestValue) ?? '';
}

/** As JSON, cut; null for what has none or is empty. What is nested too deeply to be written is left out. */
function json(value: unknown, longest: number): string | null {
  if (value === null || value === undefined) return null;
  try {
    const written = JSON.stringify(value) ?? '';
    if (written === '{}' || written === '') return null;
    return written.length > longest ? `${written.slice(0, longest)}…` : written;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these that is a text. */
function text(payload: Payload, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = payload[name];
    if (typeof value === 'string' && value.trim() !== '') return value.slice(0, longestValue);
    if (typeof value === 'number') return String(value);
  }
  return null;
}

/** The first of these that is a number, also written as text. */
function number(payload: Payload, ...names: readonly string[]): number | null {
  for (const name of names) {
    const value = payload[name];
    const read = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof read === 'number' && Number.isFinite(read) && read >= 0) return read;
  }
  return null;
}
