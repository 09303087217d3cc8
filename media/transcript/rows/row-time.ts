import { offset } from '../../../src/shared/offset.ts';
import { parseTime } from '../../../src/shared/time.ts';
import type { TranscriptHeader, TranscriptRow } from '../../../src/shared/transcript.ts';
import { timeAndDay } from '../../ui/format.ts';

/** Formats the time of a row: since the call began, or, in an SMS conversation, which may take days, the time of day. */
export function formatRowTime(kind: TranscriptHeader['kind'], row: TranscriptRow): { time: string; day: string } {
  if (kind === 'call') return { time: offset(row.seconds), day: '' };
  const at = parseTime(row.clock);
  if (at === null) return { time: '', day: '' };
  return timeAndDay(at);
}
