import { overlapsOf, type Stretch, totalOf } from './speech.ts';
import type { TranscriptRow } from './transcript.ts';

/** Characters that are spoken in a second, roughly: 150 words a minute. */
export const speechRate = 15;
/** The share of the fitting speech that one side has to have; a recording that was mixed fits both sides alike. */
const clearShare = 0.65;

/**
 * Returns the channel that the agent speaks on, which the service does not tell: the one whose speech fits the agent's
 * messages while the other fits the caller's. Null when it cannot be told.
 *
 * @param rows in display order
 */
export function agentChannel(
  rows: readonly TranscriptRow[],
  [first, second]: readonly [readonly Stretch[], readonly Stretch[]],
): 0 | 1 | null {
  const [agent, caller] = [timesOf(rows, 'agent'), timesOf(rows, 'caller')];
  const fit = (speech: readonly Stretch[], times: readonly Stretch[]): number => totalOf(overlapsOf(speech, times));
  const asFirst = fit(first, agent) + fit(second, caller);
  const asSecond = fit(second, agent) + fit(first, caller);
  const clear = clearShare * (asFirst + asSecond);
  if (asFirst > clear) return 0;
  return asSecond > clear ? 1 : null;
}

/** When the messages of a role were said, by their lengths, until the next one. */
function timesOf(rows: readonly TranscriptRow[], role: TranscriptRow['role']): readonly Stretch[] {
  const timed = rows.flatMap((row) => (row.seconds === null || row.noise ? [] : { ...row, from: row.seconds }));
  return timed.flatMap(({ from, text, fullLength, ...row }, place) => {
    const to = Math.min(from + (fullLength ?? text.length) / speechRate, timed[place + 1]?.from ?? Infinity);
    return row.role === role && to > from ? { from, to } : [];
  });
}
