import { Refusal } from '../http/answers.ts';
import type { App, Sandbox } from '../http/context.ts';
import { answerFile } from '../http/ranges.ts';
import type { RecordingLinks } from '../recording/links.ts';
import { recordingOf } from '../recording/recordings.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ids = new RegExp(`^(${uuid})(:${uuid})?$`, 'i');
/** The media types that the service can be asked for; this one has its recordings as the first. */
const formats = ['audio/wav', 'audio/mpeg', 'audio/ogg'];

const find = async ({ store }: Sandbox, callId: string): Promise<Buffer<ArrayBuffer> | undefined> => {
  const call = await store.call(callId);
  return call === undefined ? undefined : recordingOf(call);
};

/**
 * GET /v1/recordings/{call_id} and /v1/recordings/{call_id}:{recording_id}: the audio, with `Range`. The request's
 * `content-type` names the format; a query is ignored. GET /v1/calls/{call_id}/recording: an address that needs no key.
 */
export function recordings(app: App, sandbox: Sandbox, links: RecordingLinks): void {
  app.get('/v1/recordings/:id', async (c) => {
    const named = ids.exec(c.req.param('id'));
    if (named === null) throw new Refusal(400, 'INVALID_CALL_ID_OR_RECORDING_ID', 'Invalid call id or recording id');
    const file = await find(sandbox, named[1] ?? '');
    if (file === undefined) throw new Refusal(404, 'CALL_RECORDING_NOT_FOUND', 'Call recording not found');
    if (named[2] !== undefined) throw new Refusal(404, 'RECORDING_NOT_FOUND', 'Recording not found');
    const format = (c.req.header('content-type') ?? 'audio/wav').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (format !== 'audio/wav') {
      const reason = formats.includes(format) ? 'The sandbox keeps its recordings as audio/wav' : 'Unknown format';
      throw new Refusal(400, 'CALL_RECORDING_FETCH_FAILED', reason);
    }
    return answerFile(c, file, 'audio/wav');
  });

  app.get('/v1/calls/:callId/recording', async (c) => {
    const callId = c.req.param('callId');
    if ((await find(sandbox, callId)) === undefined) throw new Refusal(404, 'flat', 'Recording not found', 'flat');
    if (/\baudio\//i.test(c.req.header('accept') ?? '')) {
      throw new Refusal(400, 'flat', 'The sandbox keeps its recordings as audio/wav', 'flat');
    }
    return c.json({ code: 200, status: 'success', url: `${new URL(c.req.url).origin}${links.create(callId)}` });
  });
}

/** GET /sandbox/recordings/{call_id}?expires&signature: what such an address leads to. 403 once it has expired. */
export function linkedRecordings(app: App, sandbox: Sandbox, links: RecordingLinks): void {
  app.get('/sandbox/recordings/:callId', async (c) => {
    const callId = c.req.param('callId');
    const { expires = '', signature = '' } = c.req.query();
    if (!links.isGood(callId, expires, signature)) throw new Refusal(403, 'FORBIDDEN', 'This link has expired.');
    const file = await find(sandbox, callId);
    if (file === undefined) throw new Refusal(404, 'CALL_RECORDING_NOT_FOUND', 'Call recording not found');
    return answerFile(c, file, 'audio/wav');
  });
}
