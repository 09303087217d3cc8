import { setImmediate as pause } from 'node:timers/promises';
import type { Role } from '../../../shared/transcript.ts';
import { stretches } from './words.ts';

/** A word of the heard or of the corrected text. */
export interface Word {
  readonly text: string;
  readonly key: string;
  /** Seconds since the call began; null when unknown. */
  readonly at: number | null;
  /** The speaker, where known. */
  readonly role: Role | undefined;
  /** Of a heard word: its row's place in display order. */
  readonly place: number;
}

/** Words that are compared in one go, and how many of them may differ. */
const block = 160;
const mostChanged = 160;
/** Comparisons in one go. */
const turns = 8;
/** Equal words in a row after which both texts are taken to be at the same point. */
const anchor = 3;
/** Times of the two texts differ by so much, seconds. */
export const slack = 0.5;

/** Pairs equal words of the heard and the corrected text, in the order of both. */
export async function match(heard: readonly Word[], corrected: readonly Word[]): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  let [from, to] = [0, 0];
  for (let turn = 1; from < heard.length && to < corrected.length; turn += 1) {
    // Who waits for something else meanwhile gets it.
    if (turn % turns === 0) await pause();
    const before = heard.slice(from, from + block);
    const after = corrected.slice(to, to + block);
    const pairs = pairsIn(before, after);
    const isLast = from + before.length === heard.length && to + after.length === corrected.length;
    const until = isLast ? pairs.length : lastAnchor(pairs, before.length);
    for (const [i, j] of pairs.slice(0, until)) {
      found.set(to + j, from + i);
    }
    if (isLast) break;
    const end = until === 0 ? undefined : pairs[until - 1];
    if (end !== undefined) {
      from += end[0] + 1;
      to += end[1] + 1;
      continue;
    }
    // Nothing in common here: both go on from the same time.
    from += Math.ceil(before.length / 2);
    const now = heard[from]?.at ?? null;
    const past = now === null ? -1 : after.findIndex(({ at }) => at !== null && at >= now - slack);
    to += past >= 0 ? past : now === null ? Math.ceil(after.length / 2) : after.length;
  }
  return found;
}

function pairsIn(before: readonly Word[], after: readonly Word[]): (readonly [number, number])[] {
  const known = new Set(before.map(({ key }) => key));
  const shared = after.filter(({ key }) => known.has(key)).length;
  // What has next to nothing in common is not worth comparing.
  if (shared * 5 < Math.min(before.length, after.length)) return [];
  const keys = (words: readonly Word[]): string[] => words.map(({ key }) => key);
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  for (const { kind, count } of stretches(keys(before), keys(after), mostChanged) ?? []) {
    if (kind === 'same') for (let nth = 0; nth < count; nth += 1) pairs.push([i + nth, j + nth]);
    if (kind !== 'added') i += count;
    if (kind !== 'removed') j += count;
  }
  return pairs;
}

/** Counts the pairs up to the last point that is certainly common to both texts. Everything behind it is compared again. */
function lastAnchor(pairs: readonly (readonly [number, number])[], length: number): number {
  let best = 0;
  let run = 0;
  for (const [nth, [i, j]] of pairs.entries()) {
    const before = pairs[nth - 1];
    run = before !== undefined && before[0] === i - 1 && before[1] === j - 1 ? run + 1 : 1;
    if (run >= anchor && (best === 0 || i < (length * 3) / 4)) best = nth + 1;
  }
  return best;
}
