import * as z from 'zod/mini';
import { speechRate } from '../../shared/sides.ts';
import type { MeasuredSpeech } from '../../shared/speech.ts';
import type { TranscriptRow } from '../../shared/transcript.ts';
import type { Database } from '../../storage/database.ts';
import { KeyValueStore, keyOf } from '../key-value-store.ts';
import type { Finding } from './finding.ts';
import { measuredFindings } from './measured-findings.ts';
import type { Pathway } from './pathway.ts';
import { unloggedStays } from './unlogged.ts';

/** Estimated silence that is longer is a finding, in seconds. */
const longestSilence = 6;
/** Shorter lines, such as "Thank you.", are said more than once for good reasons. In characters. */
const shortestLine = 16;
const loopEntries = 3;

const isSpoken = ({ role, noise }: TranscriptRow): boolean => !noise && role !== 'action';

/** The findings of a call that somebody does not want to see again on this machine, by id. */
export function dismissedFindings(database: Database, connectionId: string, callId: string): KeyValueStore<boolean> {
  return new KeyValueStore(database, keyOf('dismissed', connectionId, callId), z.boolean());
}

/** What is known of a call beside its messages. */
export interface FindingSources {
  readonly pathway?: Pathway | undefined;
  /** What the corrected text tells, once it has been asked for. */
  readonly misheard?: readonly Finding[] | undefined;
  /** What was measured in the recording, once it has been loaded and if it has caller and agent apart. */
  readonly speech?: MeasuredSpeech | undefined;
}

/** Returns the findings of a call, in display order. @param rows in display order */
export function findFindings(
  rows: readonly TranscriptRow[],
  { pathway, misheard = [], speech }: FindingSources,
): readonly Finding[] {
  const happened = pathway === undefined ? [] : mishaps(rows, pathway);
  const heard = silencesAndSpeech(rows, speech).filter(isUnexplained(rows, pathway));
  const found = [...heard, ...repetitions(rows), ...happened, ...misheard];
  const positions = new Map(rows.map(({ index }, position) => [index, position]));
  return found.sort((a, b) => (positions.get(a.index) ?? 0) - (positions.get(b.index) ?? 0));
}

/** What is measured takes the place of what is estimated, as far as the recording goes. */
function silencesAndSpeech(rows: readonly TranscriptRow[], speech: MeasuredSpeech | undefined): readonly Finding[] {
  const spoken = rows.filter(isSpoken);
  if (speech === undefined) return [...silences(spoken)];
  const later = new Set(spoken.flatMap(({ index, seconds }) => ((seconds ?? 0) > speech.seconds ? index : [])));
  return [...measuredFindings(spoken, speech), ...[...silences(spoken)].filter(({ index }) => later.has(index))];
}

/** Returns a filter that leaves out silence where a node's messages may not be logged: that is a setting. */
function isUnexplained(rows: readonly TranscriptRow[], pathway: Pathway | undefined): (finding: Finding) => boolean {
  const stays = pathway === undefined ? undefined : unloggedStays(pathway);
  if (stays === undefined || stays.size === 0) return () => true;
  const explained = new Set<number>();
  let isExplained = false;
  for (const row of rows) {
    if (isExplained) explained.add(row.index);
    isExplained = stays.has(row.index) || (isExplained && !isSpoken(row));
  }
  return ({ kind, index }) => kind !== 'silence' || !explained.has(index);
}

function* silences(rows: readonly TranscriptRow[]): Iterable<Finding> {
  let quietFrom: number | null = null;
  for (const { index, seconds, text, fullLength } of rows) {
    if (seconds === null) continue;
    const silence = quietFrom === null ? 0 : seconds - quietFrom;
    if (silence > longestSilence) {
      yield { id: `silence:${index}`, index, kind: 'silence', seconds: silence, measured: false };
    }
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
