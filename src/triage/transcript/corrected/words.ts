import { diffArrays } from 'diff';
import type { CorrectedPart } from '../../../shared/corrected.ts';

/** The words of a text, as they are written. */
export function wordsIn(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

/** Returns the key by which words are compared, without case and punctuation. */
export function keyOf(word: string): string {
  const key = word.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
  return key === '' ? word : key;
}

/** A stretch of two lists of words: in both, or in one of them only. */
export interface Stretch {
  readonly kind: CorrectedPart['kind'];
  readonly count: number;
}

/**
 * Returns how one list of keys becomes another; undefined when that takes more than `most` words, which no reader would
 * follow and which would take long to find.
 */
export function stretches(from: readonly string[], to: readonly string[], most: number): Stretch[] | undefined {
  const changes = diffArrays([...from], [...to], { maxEditLength: most });
  return changes?.map(({ added, removed, count }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', count }));
}

/** Words that are changed in one message at most, before it counts as another text altogether. */
const mostChanged = 600;

/** Returns the differences between heard and corrected text, with every word of both once, in its order. */
export function differences(heard: string, corrected: string): CorrectedPart[] {
  const [before, after] = [wordsIn(heard), wordsIn(corrected)];
  const other: Stretch[] = [
    { kind: 'removed', count: before.length },
    { kind: 'added', count: after.length },
  ];
  const parts: CorrectedPart[] = [];
  let [from, to] = [0, 0];
  for (const { kind, count } of stretches(before.map(keyOf), after.map(keyOf), mostChanged) ?? other) {
    const words = kind === 'removed' ? before.slice(from, from + count) : after.slice(to, to + count);
    if (kind !== 'added') from += count;
    if (kind !== 'removed') to += count;
    if (words.length > 0) parts.push({ kind, text: words.join(' ') });
  }
  return parts;
}
