import { timeOf } from '../state/calls.ts';
import { type Call, isJsonObject, type JsonObject } from '../state/schema.ts';
import { seedId } from './call.ts';

/** What was misheard in the sample calls: as the transcript has it, and as it was said. */
const misheard: ReadonlyMap<string, readonly (readonly [heard: string, said: string])[]> = new Map(
  Object.entries({
    'brightwater-dental': [
      ['February, eighty-one', 'February, eighty-nine'],
      ['Dr. Lindqvist. When', 'Dr. Lindquist. When'],
    ],
    'castellan-hotel': [['Priya Raman. R, A, M', 'Priya Rahman. R, A, H, M']],
    'larkspur-billing': [['Marisol Vega on', 'Marisol Vargas on']],
    'meadowbank-card': [
      ['seven seven one, oh four, two', 'seven seven one, oh four, nine'],
      ['Welcome to Meadowbank Credit Union', 'Welcome to Meadowbrook Credit Union'],
      ['drive over there', 'drive right over there'],
    ],
    'northgate-parcel': [['two oh eight, three three six', 'two oh eight, three three nine']],
    'quickcart-refund': [['nine oh four one seven', 'nine five four one seven']],
  } satisfies Record<string, readonly (readonly [string, string])[]>).map(([name, pairs]) => [
    seedId(`call ${name}`),
    pairs,
  ]),
);

const labels: Readonly<Record<string, readonly [speaker: number, label: string]>> = {
  user: [0, 'user'],
  assistant: [1, 'assistant'],
  robot: [2, 'representative'],
};

/** Characters that are spoken in a second. */
const speechRate = 15;
/** Speech that goes on within so many seconds is heard as one. */
const pause = 1.5;
/** Longer speech is heard in two, at the end of a sentence. Characters. */
const longest = 80;

interface Heard {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly user: string;
}

/**
 * The corrected segments of a call, made from its own rows: always the same, with what was misheard put right. As the
 * service's, they do not stand for rows: what one speaker says in one go is one segment, a long speech is two.
 */
export function correctedSegments({ call_id: callId, details }: Call): readonly JsonObject[] {
  const rows = Array.isArray(details['transcripts']) ? details['transcripts'].filter(isJsonObject) : [];
  const start = timeOf(details, 'started_at') ?? 0;
  const spoken = rows
    .map((row) => ({ user: String(row['user']), at: timeOf(row, 'created_at'), text: wordsOf(callId, row['text']) }))
    .flatMap(({ user, at, text }) =>
      at === undefined || text === '' || labels[user] === undefined ? [] : [{ user, text, at: (at - start) / 1000 }],
    )
    .sort((a, b) => a.at - b.at);
  const heard: Heard[] = [];
  for (const [place, { user, text, at }] of spoken.entries()) {
    const before = heard.at(-1);
    const next = spoken[place + 1]?.at ?? Infinity;
    const end = Math.max(at, Math.min(next, at + text.length / speechRate));
    if (before?.user !== user || at - before.end > pause) heard.push({ start: at, end, text, user });
    else heard[heard.length - 1] = { ...before, end, text: `${before.text} ${text}` };
  }
  return heard.flatMap(inTwo).map(({ start: from, end, text, user }) => {
    const [speaker, label] = labels[user] ?? [0, 'user'];
    return { start: round(from), end: round(end), text, speaker, speaker_label: label, confidence: 0.97 };
  });
}

/** Sounds in brackets are no words. */
function wordsOf(callId: string, text: unknown): string {
  const words = typeof text === 'string' ? text.replace(/\[[^\]]*\]/g, ' ') : '';
  const corrected = (misheard.get(callId) ?? []).reduce((all, [heard, said]) => all.replaceAll(heard, said), words);
  return corrected.replace(/\s+/g, ' ').trim();
}

function inTwo(whole: Heard): readonly Heard[] {
  const { start, end, text } = whole;
  const at = text.length > longest ? text.search(/(?<=[.?!]) /) : -1;
  if (at < 0) return [whole];
  const middle = start + ((end - start) * at) / text.length;
  return [
    { ...whole, end: middle, text: text.slice(0, at) },
    { ...whole, start: middle, text: text.slice(at + 1) },
  ];
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;
