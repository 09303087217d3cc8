import type { CorrectedSegment } from '../../../api/bland/corrections.ts';
import type { Role, TranscriptRow } from '../../../shared/transcript.ts';
import { printable } from '../transcript.ts';
import { match, slack, type Word } from './match.ts';
import { keyOf, wordsIn } from './words.ts';

/** Words of each text that are looked at: some twelve hours of speech. */
const mostWords = 100_000;
/** Marks of sounds, which are no words. */
const sounds = /\[[^\]]*\]|<[^<>]*>/g;

const roles: Readonly<Record<string, Role>> = { user: 'caller', assistant: 'agent', representative: 'robot' };

/**
 * The corrected words beside the rows that they most likely belong to: by the words that both texts have, in between by
 * time and speaker. Both texts only go forwards. The service does not tell what belongs where, so every place is
 * approximate; rows and their indexes stay what they are.
 *
 * @param rows in display order
 * @returns the text of each row that was spoken, by its raw index
 */
export async function alignCorrected(
  rows: readonly TranscriptRow[],
  segments: readonly CorrectedSegment[],
): Promise<ReadonlyMap<number, string>> {
  const spoken = rows.flatMap(({ role }, place) => (role === 'action' ? [] : [place]));
  const heard = heardWords(rows, spoken);
  const corrected = correctedWords(segments);
  const together = await placeWords(rows, spoken, heard, corrected);
  // People talk at the same time: then each speaker's words by themselves are easier to find again, if they are told apart.
  const isClear = together.found > corrected.length * 0.95;
  const channels = isClear ? together : await byRole(rows, spoken, heard, corrected);
  const best = channels.found > together.found ? channels : together;
  const texts = new Map<number, string[]>();
  for (const place of spoken) {
    const row = rows[place];
    if (row !== undefined && (!row.noise || best.words.has(place))) texts.set(row.index, best.words.get(place) ?? []);
  }
  return new Map([...texts].map(([index, words]) => [index, words.join(' ')]));
}

function heardWords(rows: readonly TranscriptRow[], spoken: readonly number[]): Word[] {
  const words: Word[] = [];
  for (const place of spoken) {
    const row = rows[place];
    if (row === undefined || row.noise) continue;
    if (words.length >= mostWords) break;
    for (const text of wordsIn(row.text)) {
      words.push({ text, key: keyOf(text), at: row.seconds, role: row.role, place });
    }
  }
  return words.slice(0, mostWords);
}

function correctedWords(segments: readonly CorrectedSegment[]): Word[] {
  const words: Word[] = [];
  const ordered = segments
    .map((segment, given) => ({ ...segment, given }))
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || a.given - b.given);
  for (const { start, end, text, speaker_label: label } of ordered) {
    if (words.length >= mostWords) break;
    const said = wordsIn(printable(text).replace(sounds, ' '));
    const each = start === null || end === null ? 0 : Math.max(0, end - start) / Math.max(1, said.length);
    for (const [nth, word] of said.entries()) {
      const at = start === null ? null : start + each * nth;
      words.push({ text: word, key: keyOf(word), at, role: roles[label ?? ''], place: -1 });
    }
  }
  return words.slice(0, mostWords);
}

interface Placed {
  /** Corrected words by the place of their row. */
  readonly words: Map<number, string[]>;
  /** Number of these that were found among the heard words. */
  readonly found: number;
}

async function byRole(
  rows: readonly TranscriptRow[],
  spoken: readonly number[],
  heard: readonly Word[],
  corrected: readonly Word[],
): Promise<Placed> {
  const all: { words: Map<number, string[]>; found: number } = { words: new Map(), found: 0 };
  const known = new Set(rows.map(({ role }) => role));
  if (corrected.some(({ role }) => role === undefined || !known.has(role))) return all;
  for (const role of known) {
    const own = spoken.filter((place) => rows[place]?.role === role);
    const isOwn = (word: Word): boolean => word.role === role;
    const { words, found } = await placeWords(rows, own, heard.filter(isOwn), corrected.filter(isOwn));
    for (const [place, said] of words) all.words.set(place, said);
    all.found += found;
  }
  return all;
}

async function placeWords(
  rows: readonly TranscriptRow[],
  spoken: readonly number[],
  heard: readonly Word[],
  corrected: readonly Word[],
): Promise<Placed> {
  const words = new Map<number, string[]>();
  const matched = await match(heard, corrected);
  const positions = new Map(spoken.map((place, position) => [place, position]));
  // For each word the next one that was found: it stands there at the latest.
  const next: number[] = [];
  for (let at = corrected.length - 1, own = heard.length; at >= 0; at -= 1) {
    own = matched.get(at) ?? own;
    next[at] = own;
  }
  const positionOf = (word: number): number | undefined => positions.get(heard[word]?.place ?? -1);
  let last = -1;
  let position = 0;
  for (const [at, word] of corrected.entries()) {
    const own = next[at] ?? heard.length;
    if (matched.has(at)) {
      last = own;
      position = positionOf(own) ?? position;
    } else {
      // What was heard in its place, if that is in one row; else its time tells.
      const instead =
        own - last > 1 && heard[last + 1]?.place === heard[own - 1]?.place ? positionOf(own - 1) : undefined;
      const until = positionOf(own) ?? spoken.length - 1;
      position = instead === undefined ? between(word, rows, spoken, position, until) : Math.max(position, instead);
    }
    const place = spoken[position];
    if (place === undefined) continue;
    const there = words.get(place);
    if (there === undefined) words.set(place, [word.text]);
    else there.push(word.text);
  }
  return { words, found: matched.size };
}

/** Places a word that was not heard among the rows, by its time and its speaker. */
function between(
  { at, role }: Word,
  rows: readonly TranscriptRow[],
  spoken: readonly number[],
  first: number,
  last: number,
): number {
  const rowAt = (position: number): TranscriptRow | undefined => rows[spoken[position] ?? -1];
  let position = first;
  const isPast = (one: number): boolean => (rowAt(one)?.seconds ?? Infinity) <= (at ?? -Infinity) + slack;
  while (position < last && isPast(position + 1)) position += 1;
  const fits = (one: number): boolean => one >= first && one <= last && rowAt(one)?.role === role;
  if (role === undefined || fits(position)) return position;
  return [position - 1, position + 1].find(fits) ?? position;
}
