import * as z from 'zod/mini';
import * as read from './lenient.ts';

const emptyRow = { id: null, created_at: null, offset_seconds: null, latency_ms: null, text: null, user: null };

/**
 * A row of a transcript. Nothing in it is required, and what is no object at all becomes an empty row: a flag's
 * `message_index` is the row's position in this list, so no row may ever be dropped.
 */
const transcriptRowSchema = read.orElse(
  z.object({
    id: read.orNull(z.union([z.number(), z.string()])),
    created_at: read.time,
    /** Only of imported calls without a clock: seconds since the call began. */
    offset_seconds: read.number,
    /** Only of imported calls: milliseconds until the agent answered. */
    latency_ms: read.number,
    /** Verbatim, with the spaces the service sends at its end. */
    text: read.text,
    /** `user` is the caller, `assistant` the agent, besides `robot` and `agent-action`; others are kept. */
    user: read.text,
  }),
  () => ({ ...emptyRow }),
);
export type TranscriptRowData = z.output<typeof transcriptRowSchema>;

/** The rows in the order and number the service sent, up to `mostUnpaged`. */
export const transcriptRows = read.orElse(
  read.rowsOf(transcriptRowSchema, (text) => ({ ...emptyRow, text, user: 'robot' })),
  () => [],
);

/** Where a row begins: behind the separator, with the speaker. Older versions have a blank before the colon. */
const rowStart = /(?:^|\n)[ \t]*(user|assistant|robot|agent-action) ?:/g;

/**
 * Reads the rows of `concatenated_transcript`, where a call has nothing else. They have no times and no ids, and the text does
 * not say whether it holds every row of `transcripts`.
 */
export function concatenatedRows(text: string): TranscriptRowData[] {
  const starts = Array.from(text.matchAll(rowStart));
  const before = text.slice(0, starts[0]?.index ?? text.length).trim();
  const rows = starts.map((start, at) => {
    const said = text.slice(start.index + start[0].length, starts[at + 1]?.index ?? text.length).trim();
    return { ...emptyRow, text: said, user: start[1] ?? null };
  });
  return before === '' ? rows : [{ ...emptyRow, text: before }, ...rows];
}
