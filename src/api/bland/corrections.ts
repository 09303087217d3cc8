import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { isObject, readItems, type ReadList, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import type { RequestOptions } from './request-options.ts';
import { segment } from './strict.ts';

/** A segment of the second transcription. It does not correspond to a row of the transcript. */
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
   * GET /v1/calls/{call_id}/correct (Corrected Transcript). The service allows 10 requests in 10 minutes, including those it
   * answers from its cache, so none is retried. The first one for a call transcribes its recording.
   * @throws BadRequestError (`CALL_LENGTH_TOO_SHORT`), NotFoundError, RateLimitError, ServerError
   */
  get(callId: string, options?: RequestOptions): Promise<Correction>;
}

/** Allow for the transcription of a recording. */
const transcriptionTimeouts = { headersMs: 300_000, totalMs: 330_000 };

export function correctionsApi(client: Client): CorrectionsApi {
  return {
    async get(callId, { signal } = {}) {
      const path = `/v1/calls/${segment(callId, 'callId')}/correct`;
      const answer = await client.request({
        method: 'GET',
        path,
        signal,
        noRetry: true,
        timeouts: transcriptionTimeouts,
      });
      // Earlier versions of the service send it without an envelope.
      const body = isObject(answer.body) ? answer.body : {};
      const list = (isObject(body['data']) ? body['data'] : body)['corrected'];
      if (!Array.isArray(list)) throw shapeError(answer, 'corrected: expected a list');
      return readItems(list, correctedSegmentSchema, read.mostUnpaged);
    },
  };
}
