import * as z from 'zod/mini';
import * as read from './lenient.ts';

/** What List Calls and Call Details have in common. Times are ISO 8601, with `Z` or an offset. */
const callShape = {
  call_id: read.required,
  created_at: read.time,
  updated_at: read.time,
  started_at: read.time,
  end_at: read.time,
  /** Minutes. */
  call_length: read.numberOrText,
  to: read.textOrNumber,
  from: read.textOrNumber,
  inbound: read.boolean,
  completed: read.boolean,
  /** `new` to `complete`, and `…_error`. */
  queue_status: read.text,
  /** `completed`, `failed`, `busy`, `no-answer`, `canceled`, `unknown`; others are kept. */
  status: read.text,
  error_message: read.text,
  /** `human`, `voicemail`, `unknown`, `no-answer`, or null. */
  answered_by: read.text,
  /** `ASSISTANT` or `USER`. */
  call_ended_by: read.text,
  record: read.boolean,
  recording_url: read.text,
  /** US dollars. */
  price: read.numberOrText,
  variables: read.object,
  metadata: read.object,
  summary: read.text,
  transferred_to: read.textOrNumber,
  batch_id: read.text,
  pathway_id: read.text,
} as const;

/** An item of List Calls. */
export const callSummarySchema = z.object(callShape);
export type CallSummary = z.output<typeof callSummarySchema>;

const emptyRow = { id: null, created_at: null, text: null, user: null };

/**
 * A row of a transcript. Nothing in it is required, and what is no object at all becomes an empty row: a flag's
 * `message_index` is the row's position in this list, so no row may ever be dropped.
 */
export const transcriptRowSchema = read.orElse(
  z.object({
    id: read.orNull(z.union([z.number(), z.string()])),
    created_at: read.time,
    /** Verbatim, with the spaces the service sends at its end. */
    text: read.text,
    /** `user` is the caller, `assistant` the agent, besides `robot` and `agent-action`; others are kept. */
    user: read.text,
  }),
  () => ({ ...emptyRow }),
);
export type CallTranscriptRow = z.output<typeof transcriptRowSchema>;

export const callDetailsSchema = z.object({
  ...callShape,
  /** Seconds, as text: `"79"`. */
  corrected_duration: read.textOrNumber,
  pathway_version: read.numberOrText,
  persona_id: read.text,
  /** In the order and number the service sent, up to `mostUnpaged`. */
  transcripts: read.orElse(
    read.rowsOf(transcriptRowSchema, (text) => ({ ...emptyRow, text, user: 'robot' })),
    () => [],
  ),
  concatenated_transcript: read.textOrEmpty,
  /** What the agent did, in the form of events or of turns: see `readPathwayLogs`. */
  pathway_logs: read.orElse(z.array(z.unknown()), () => []),
});
export type CallDetails = z.output<typeof callDetailsSchema>;
