import * as z from 'zod/mini';
import type { TranscriptRow } from '../../shared/transcript.ts';
import type { Database } from '../../storage/database.ts';
import { KeyValueStore, keyOf } from '../key-value-store.ts';
import type { Pathway } from './pathway.ts';

/** Something worth a look in a call, found by a rule. The same call always gives the same findings. */
export type Finding = {
  /** The same for the same finding, whenever it is looked for. */
  readonly id: string;
  /** Raw index of the message it is about. */
  readonly index: number;
} & (
  | { readonly kind: 'webhook'; readonly name: string | null; readonly status: number | null }
  /** A node that was entered for the third time. */
  | { readonly kind: 'loop'; readonly name: string }
  /** Silence before the message, in whole seconds; how long the message before took to say is estimated. */
  | { readonly kind: 'silence'; readonly seconds: number }
  /** The agent says again what it said at another message. */
  | { readonly kind: 'repeated'; readonly first: number }
  /** The corrected text has other digits, or another name. */
  | { readonly kind: 'digit' | 'name'; readonly heard: string; readonly corrected: string }
);

/** Silence that is longer is a finding, in seconds. */
const longestSilence = 6;
/** Characters that are spoken in a second, roughly: 150 words a minute. */
const speechRate = 15;
/** Shorter lines, such as "Thank you.", are said more than once for good reasons. In characters. */
const shortestLine = 16;
const loopEntries = 3;

const isSpoken = ({ role, noise }: TranscriptRow): boolean => !noise && role !== 'action';

/** The findings of a call that somebody does not want to see again on this machine, by id. */
export function dismissedFindings(database: Database, connectionId: string, callId: string): KeyValueStore<boolean> {
  return new KeyValueStore(database, keyOf('dismissed', connectionId, callId), z.boolean());
}

/**
 * Returns the findings of a call, in display order.
 *
 * @param pathway undefined while it is not known
 * @param misheard what the corrected text tells, once it has been asked for
 */
export function findFindings(
  rows: readonly TranscriptRow[],
  pathway: Pathway | undefined,
  misheard: readonly Finding[] = [],
): readonly Finding[] {
  const happened = pathway === undefined ? [] : mishaps(rows, pathway);
  const found = [...silences(rows), ...repetitions(rows), ...happened, ...misheard];
  const positions = new Map(rows.map(({ index }, position) => [index, position]));
  return found.sort((a, b) => (positions.get(a.index) ?? 0) - (positions.get(b.index) ?? 0));
}

function* silences(rows: readonly TranscriptRow[]): Iterable<Finding> {
  let quietFrom: number | null = null;
  for (const row of rows.filter(isSpoken)) {
    const { index, seconds, text, fullLength } = row;
    if (seconds === null) continue;
    const silence = quietFrom === null ? 0 : seconds - quietFrom;
    if (silence > longestSilence)
      yield { id: `silence:${index}`, index, kind: 'silence', seconds: Math.round(silence) };
    quietFrom = Math.max(quietFrom ?? 0, seconds + (fullLength ?? text.length) / speechRate);
  }
}

function* repetitions(rows: readonly TranscriptRow[]): Iterable<Finding> {
  const said = new Map<string, number>();
  for (const { index, role, text } of rows) {
    const line = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (role !== 'agent' || line.length < shortestLine) continue;
    const first = said.get(line);
    if (first === undefined) said.set(line, index);
    else yield { id: `repeated:${index}`, index, kind: 'repeated', first };
  }
}

/** Findings of the events: webhooks on the message before them, nodes on the message after. */
function* mishaps(rows: readonly TranscriptRow[], { gaps }: Pathway): Iterable<Finding> {
  const positions = new Map(rows.map(({ index }, position) => [index, position]));
  const entered = new Map<string, number>();
  for (const { after, steps } of gaps) {
    const position = after === null ? -1 : (positions.get(after) ?? -1);
    const before = rows[Math.max(position, 0)]?.index;
    const next = rows[position + 1]?.index ?? before;
    if (before === undefined || next === undefined) continue;
    const gap = after ?? 'start';
    for (const [place, { fact }] of steps.entries()) {
      if (fact.kind === 'operation' && fact.operation === 'webhook' && fact.outcome === 'failed') {
        const { name, status } = fact;
        yield { id: `webhook:${gap}:${place}`, index: before, kind: 'webhook', name, status };
      }
      if (fact.kind !== 'node') continue;
      const times = (entered.get(fact.id) ?? 0) + 1;
      entered.set(fact.id, times);
      if (times === loopEntries) yield { id: `loop:${gap}:${place}`, index: next, kind: 'loop', name: fact.name };
    }
  }
}
