import { Refusal } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { readQuery } from '../http/query.ts';
import { recordingOf } from '../recording/recordings.ts';
import { correctedSegments } from '../seed/corrected.ts';
import { isJsonObject, type Call, type JsonObject } from '../state/schema.ts';

/** Requests that are answered in a window of so many milliseconds, whatever they ask for. */
const most = 10;
const windowMs = 10 * 60_000;
/** A shorter call has nothing to correct, in seconds. */
const shortest = 1.5;

/**
 * GET /v1/calls/{call_id}/correct (Corrected Transcript): of a sample call made from its rows, of an imported call what
 * was imported beside it. The first answer for a call says `completed`, later ones `success` and when it was made.
 */
export const corrected: Routes = (app, { store }) => {
  const asked: number[] = [];
  const made = new Map<string, string>();
  app.get('/v1/calls/:callId/correct', async (c) => {
    const now = Date.now();
    while ((asked[0] ?? now) <= now - windowMs) asked.shift();
    if (asked.length >= most) return c.text('Too many requests, please try again later.', 429);
    asked.push(now);
    readQuery(c, {});
    const call = await store.call(c.req.param('callId'));
    if (call === undefined) throw new Refusal(404, 'CALL_NOT_FOUND', 'Call not found');
    const answer = answerOf(call);
    const { call_id: callId } = call;
    const before = made.get(callId);
    made.set(callId, before ?? new Date(now).toISOString());
    const said =
      before === undefined
        ? { status: 'completed', message: 'Transcript corrected' }
        : { status: 'success', message: 'Corrected transcript found', created_at: before };
    return c.json({ data: { ...answer, ...said }, errors: null });
  });
};

function answerOf(call: Call): JsonObject {
  const { corrected: imported, details } = call;
  if (isJsonObject(imported)) return isJsonObject(imported['data']) ? imported['data'] : imported;
  const original = Array.isArray(details['transcripts']) ? details['transcripts'] : [];
  if (Array.isArray(imported)) return { corrected: imported, aligned: [], original };
  const told = Number(details['corrected_duration'] ?? Number.NaN);
  if (details['completed'] === true && told <= shortest) {
    throw new Refusal(400, 'CALL_LENGTH_TOO_SHORT', 'Call length is too short to correct');
  }
  if (recordingOf(call) === undefined) {
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
