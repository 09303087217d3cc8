import { offset } from '../../../src/shared/offset.ts';
import { parseTime } from '../../../src/shared/time.ts';
import type { TranscriptHeader, TranscriptRow } from '../../../src/shared/transcript.ts';

// Made once: a long conversation has thousands of times.
let formats: { readonly time: Intl.DateTimeFormat; readonly day: Intl.DateTimeFormat } | undefined;

/** Formats the time of a row: since the call began, or, in an SMS conversation, which may take days, the time of day. */
export function formatRowTime(kind: TranscriptHeader['kind'], row: TranscriptRow): { time: string; day: string } {
  if (kind === 'call') return { time: offset(row.seconds), day: '' };
  const at = parseTime(row.clock);
  if (at === null) return { time: '', day: '' };
  formats ??= {
    time: new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }),
  };
  return { time: formats.time.format(at), day: formats.day.format(at) };
}
