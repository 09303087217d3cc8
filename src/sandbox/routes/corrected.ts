import { Refusal } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { readQuery } from '../http/query.ts';
import { sampleRecording } from '../recording/recording.ts';
import { correctedSegments } from '../seed/corrected.ts';
import { isJsonObject, type Call, type JsonObject } from '../state/schema.ts';

/** Rate limit of all requests together. */
const maxRequests = 10;
const windowMs = 10 * 60_000;
/** Calls up to this duration, in seconds, are refused. */
const tooShort = 1.5;

/**
 * Corrected Transcript, at /v1/calls/{call_id}/correct. A sample call's is made from its rows, an imported call's was imported
 * with it. The first answer for a call has the status `completed`, later ones `success` and the time of the first.
 */
export const corrected: Routes = (app, { store }) => {
  const requestTimes: number[] = [];
  const correctedAt = new Map<string, string>();
  app.get('/v1/calls/:callId/correct', async (c) => {
    const now = Date.now();
    while ((requestTimes[0] ?? now) <= now - windowMs) requestTimes.shift();
    if (requestTimes.length >= maxRequests) return c.text('Too many requests, please try again later.', 429);
    requestTimes.push(now);
    readQuery(c, {});
    const call = await store.call(c.req.param('callId'));
    if (call === undefined) throw new Refusal(404, 'CALL_NOT_FOUND', 'Call not found');
    const answer = answerOf(call);
    const { call_id: callId } = call;
    const before = correctedAt.get(callId);
    correctedAt.set(callId, before ?? new Date(now).toISOString());
    const outcome =
      before === undefined
        ? { status: 'completed', message: 'Transcript corrected' }
        : { status: 'success', message: 'Corrected transcript found', created_at: before };
    return c.json({ data: { ...answer, ...outcome }, errors: null });
  });
};

function answerOf(call: Call): JsonObject {
  const { corrected: imported, details } = call;
  if (isJsonObject(imported)) return isJsonObject(imported['data']) ? imported['data'] : imported;
  const original = Array.isArray(details['transcripts']) ? details['transcripts'] : [];
  if (Array.isArray(imported)) return { corrected: imported, aligned: [], original };
  const seconds = Number(details['corrected_duration'] ?? Number.NaN);
  if (details['completed'] === true && seconds <= tooShort) {
    throw new Refusal(400, 'CALL_LENGTH_TOO_SHORT', 'Call length is too short to correct');
  }
  if (sampleRecording(call) === undefined) {
    throw new Refusal(500, 'RECORDING_URL_CONVERSION_FAILED', 'The call has no recording');
  }
  const segments = correctedSegments(call);
  const aligned = segments.map(({ start, end, text, speaker_label: speaker }) => ({
    start,
    end,
    text,
    speaker,
    similarity: 1,
  }));
  return { corrected: segments, aligned, original };
}
