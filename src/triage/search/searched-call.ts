import * as z from 'zod/mini';
import { callSummarySchema } from '../../api/bland/calls.ts';
import { maskPersonal } from '../../shared/mask.ts';
import type { Transcript } from '../transcript/transcript.ts';

/** What a search reads of a call, and shows of it. */
export const searchedCallSchema = z.object({
  /** Only the fields that name a call; the rest is null. */
  call: callSummarySchema,
  /** In display order. */
  messages: z.array(
    z.object({
      /** Raw index. */
      index: z.int().check(z.nonnegative()),
      role: z.enum(['caller', 'agent', 'robot', 'action', 'other']),
      speaker: z.string(),
      seconds: z.nullable(z.number()),
      /** As the page shows it: long ones are cut. */
      text: z.string(),
    }),
  ),
});

export type SearchedCall = Readonly<z.output<typeof searchedCallSchema>>;
export type SearchedMessage = SearchedCall['messages'][number];

export function searchedCall({ details, rows }: Transcript): SearchedCall {
  const { call_id, summary, from, to, inbound, started_at, created_at, call_length } = details;
  const { completed, status, answered_by, error_message } = details;
  const named = { call_id, summary, from, to, inbound, started_at, created_at, call_length };
  return {
    call: callSummarySchema.parse({ ...named, completed, status, answered_by, error_message }),
    messages: rows.map(({ index, role, speaker, seconds, text }) => ({ index, role, speaker, seconds, text })),
  };
}

/** Masks personal data in what was said and in what names the call. */
export function maskSearchedCall({ call, messages }: SearchedCall): SearchedCall {
  const mask = (text: string | null): string | null => (text === null ? null : maskPersonal(text));
  const { summary, from, to, error_message } = call;
  return {
    call: { ...call, summary: mask(summary), from: mask(from), to: mask(to), error_message: mask(error_message) },
    messages: messages.map((message) => ({ ...message, text: maskPersonal(message.text) })),
  };
}
