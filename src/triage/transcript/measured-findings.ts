import { type MeasuredSpeech, overlapsOf, silencesOf } from '../../shared/speech.ts';
import type { TranscriptRow } from '../../shared/transcript.ts';
import type { Finding } from './finding.ts';

/** Silence that is longer is a finding, in seconds; measured silence may be shorter than estimated one. */
const longestSilence = 4;
/** The same before anybody speaks. */
const longestStart = 3;
/** Shorter talk-over is usual when speakers change. */
const shortestTalkOver = 0.8;
/** A message may be dated after its sound begins. */
const tolerance = 0.5;

type Timed = TranscriptRow & { readonly seconds: number };

/**
 * Returns what the sound of a recording tells about its messages: silence, and the agent talking while the caller does. One
 * finding of each kind for a message, the longest.
 *
 * @param rows the spoken ones, in display order
 */
export function measuredFindings(rows: readonly TranscriptRow[], speech: MeasuredSpeech): readonly Finding[] {
  const timed = rows.filter((row): row is Timed => row.seconds !== null);
  const found = new Map<string, Finding & { readonly seconds: number }>();
  for (const finding of [...silences(timed, speech), ...talkOvers(timed, speech)]) {
    if ((found.get(finding.id)?.seconds ?? 0) < finding.seconds) found.set(finding.id, finding);
  }
  return [...found.values()];
}

function* silences(rows: readonly Timed[], speech: MeasuredSpeech): Iterable<Finding & { readonly seconds: number }> {
  const { agent, caller, seconds: end } = speech;
  for (const { from, to } of silencesOf(speech)) {
    const seconds = to - from;
    const isStart = from === 0;
    if (to >= end || seconds <= (isStart ? longestStart : longestSilence)) continue;
    const isAgent = agent.some((one) => one.from === to);
    const isCaller = caller.some((one) => one.from === to);
    const next = nearest(
      rows.filter(({ role }) => (isAgent && role === 'agent') || (isCaller && role !== 'agent')),
      to,
    );
    const { index } = next ?? nearest(rows, to) ?? {};
    if (index === undefined) continue;
    if (isStart) yield { id: `start:${index}`, index, kind: 'start', seconds };
    else yield { id: `silence:${index}`, index, kind: 'silence', seconds, measured: true };
  }
}

/** Whoever begins later talks over the other; a caller who does is not heard out when the agent goes on. */
function* talkOvers(
  rows: readonly Timed[],
  { agent, caller }: MeasuredSpeech,
): Iterable<Finding & { readonly seconds: number }> {
  const spoken = rows.filter(({ role }) => role === 'agent');
  for (const both of overlapsOf(agent, caller)) {
    const seconds = both.to - both.from;
    const { index } =
      spoken.findLast((row) => row.seconds <= both.from + tolerance) ?? nearest(spoken, both.from) ?? {};
    if (seconds < shortestTalkOver || index === undefined) continue;
    const isAgentLater = agent.some(({ from }) => from === both.from);
    if (isAgentLater) yield { id: `talkover:${index}`, index, kind: 'talkover', seconds };
    else yield { id: `goeson:${index}`, index, kind: 'goeson', seconds };
  }
}

function nearest(rows: readonly Timed[], seconds: number): Timed | undefined {
  const distance = (row: Timed): number => Math.abs(row.seconds - seconds);
  return rows.reduce<Timed | undefined>(
    (best, row) => (best === undefined || distance(row) < distance(best) ? row : best),
    undefined,
  );
}
