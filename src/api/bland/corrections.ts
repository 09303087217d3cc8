import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { isObject, readItems, type ReadList, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import type { RequestOptions } from './request-options.ts';
import { segment } from './strict.ts';

/** A stretch of speech as the service heard it the second time. It is not a row of the transcript and names none. */
const correctedSegmentSchema = z.object({
  /** Seconds since the recording began. */
  start: read.numberOrText,
  end: read.numberOrText,
  text: z.string(),
  /** `user`, `assistant` or `representative`; others are kept. */
  speaker_label: read.text,
});
export type CorrectedSegment = z.output<typeof correctedSegmentSchema>;

/** A corrected transcript, in the order of the service. */
export type Correction = ReadList<CorrectedSegment>;

export interface CorrectionsApi {
  /**
   * GET /v1/calls/{call_id}/correct (Corrected Transcript). The service takes 10 of these in 10 minutes, those that it
   * answers from its cache included, so none is repeated here; the first one for a call transcribes its recording.
   * @throws BadRequestError (`CALL_LENGTH_TOO_SHORT`), NotFoundError, RateLimitError, ServerError
   */
  get(callId: string, options?: RequestOptions): Promise<Correction>;
}

/** Milliseconds that the service may take to transcribe a recording. */
const patience = { headersMs: 300_000, totalMs: 330_000 };

export function correctionsApi(client: Client): CorrectionsApi {
  return {
    async get(callId, { signal } = {}) {
      const path = `/v1/calls/${segment(callId, 'callId')}/correct`;
      const answer = await client.request({ method: 'GET', path, signal, once: true, timeouts: patience });
      // In an envelope, or, as earlier versions of the service have it, without one.
      const body = isObject(answer.body) ? answer.body : {};
      const list = (isObject(body['data']) ? body['data'] : body)['corrected'];
      if (!Array.isArray(list)) throw shapeError(answer, 'corrected: expected a list');
      return readItems(list, correctedSegmentSchema, read.mostUnpaged);
    },
  };
}
