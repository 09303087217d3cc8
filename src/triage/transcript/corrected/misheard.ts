import type { CorrectedPart } from '../../../shared/corrected.ts';
import type { Finding } from '../finding.ts';
import { keyOf, wordsIn } from './words.ts';

const ones = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const teens = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen'];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const digits: ReadonlyMap<string, string> = new Map([
  ...ones.map((word, value) => [word, String(value)] as const),
  ...[...teens, 'nineteen'].map((word, value) => [word, String(value + 10)] as const),
  ...tens.map((word, value) => [word, String((value + 2) * 10)] as const),
  ['oh', '0'],
]);
/** Words that leave open how a number would be written in digits. */
const scales = /\b(?:hundred|thousand|million|billion)\b/i;

/** The digits of a text in their order, however they are written: `fifty-eight`, `five eight` and `58` are the same. */
export function digitsIn(text: string): string {
  let found = '';
  let isTens = false;
  let times = 1;
  for (const word of text.toLowerCase().match(/[\p{L}]+|\p{Nd}+/gu) ?? []) {
    const digit = /^\d+$/.test(word) ? word : digits.get(word);
    // The one of `twenty one` stands in the place of the zero.
    const isOne = isTens && digit?.length === 1 && digit !== '0';
    if (digit !== undefined)
      found = (isOne ? found.slice(0, -1) : found) + digit.repeat(digit.length === 1 ? times : 1);
    isTens = digit?.length === 2 && tens.includes(word);
    times = word === 'double' ? 2 : word === 'triple' ? 3 : 1;
  }
  return found;
}

/**
 * Returns what was misheard in a message, as the corrected text has it: other digits, and names. Both texts have to say
 * something in its place, since what one of them leaves out may only stand at another message.
 */
export function* misheard(
  index: number,
  heard: string,
  corrected: string,
  parts: readonly CorrectedPart[],
): Iterable<Finding> {
  const [before, after] = [digitsIn(heard), digitsIn(corrected)];
  if (before !== '' && after !== '' && !sameNumber(before, after, scales.test(heard) !== scales.test(corrected))) {
    yield { id: `digit:${index}`, index, kind: 'digit', heard: cut(before), corrected: cut(after) };
  }
  for (const [place, part] of parts.entries()) {
    const next = parts[place + 1];
    if (part.kind !== 'removed' || next?.kind !== 'added') continue;
    const opens = (text: string | undefined): boolean => text === undefined || /[.?!…]["')]*$/.test(text);
    const isFirst = opens(parts[place - 1]?.text);
    const name = namesIn(next.text, isFirst) || namesIn(part.text, isFirst);
    if (!name || digitsIn(part.text) !== '' || digitsIn(next.text) !== '') continue;
    yield { id: `name:${index}`, index, kind: 'name', heard: cut(part.text), corrected: cut(next.text) };
    return;
  }
}

function sameNumber(before: string, after: string, scaled: boolean): boolean {
  return scaled ? before.replaceAll('0', '') === after.replaceAll('0', '') : before === after;
}

/** Tells whether a text has a word that is written like a name: capitalised where no sentence begins. */
function namesIn(text: string, isFirst: boolean): boolean {
  const words = wordsIn(text);
  return words.some((word, nth) => {
    const begins = nth === 0 ? isFirst : /[.?!…]["')]*$/.test(words[nth - 1] ?? '');
    return !begins && /^["'(]*\p{Lu}\p{Ll}/u.test(word) && !/^i(?:m|ll|ve|d)?$/.test(keyOf(word));
  });
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
