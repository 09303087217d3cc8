import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { flatError, Refusal } from '../http/answers.ts';
import type { App, Sandbox } from '../http/context.ts';
import { recordingOf } from '../recording/recording.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ids = new RegExp(`^(${uuid})(:${uuid})?$`, 'i');
/** Media types of the service. Here, recordings are available as the first. */
const formats = ['audio/wav', 'audio/mpeg', 'audio/ogg'];

const findFile = async (
  { store }: Sandbox,
  callId: string,
  stereo: boolean,
): Promise<Buffer<ArrayBuffer> | undefined> => {
  const call = await store.call(callId);
  return call === undefined ? undefined : recordingOf(call, stereo);
};

/**
 * GET /v1/recordings/{call_id} and /v1/recordings/{call_id}:{recording_id}: the audio, in the format of the request's
 * `content-type`, with agent and caller on channels of their own for `RequestedChannels=2`. GET /v1/calls/{call_id}/recording: an address that needs no key.
 */
export function recordings(app: App, sandbox: Sandbox, links: RecordingLinks): void {
  app.get('/v1/recordings/:id', async (c) => {
    const named = ids.exec(c.req.param('id'));
    if (named === null) throw new Refusal(400, 'INVALID_CALL_ID_OR_RECORDING_ID', 'Invalid call id or recording id');
    const channels = c.req.query('RequestedChannels');
    if (channels !== undefined && channels !== '1' && channels !== '2') {
      throw new Refusal(400, 'CALL_RECORDING_FETCH_FAILED', 'RequestedChannels is 1 or 2');
    }
    const file = await findFile(sandbox, named[1] ?? '', channels === '2');
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
    if ((await findFile(sandbox, callId, false)) === undefined) throw flatError(404, 'Recording not found');
    if (/\baudio\//i.test(c.req.header('accept') ?? '')) {
      throw flatError(400, 'The sandbox keeps its recordings as audio/wav');
    }
    return c.json({ code: 200, status: 'success', url: `${new URL(c.req.url).origin}${links.create(callId)}` });
  });
}

/** GET /sandbox/recordings/{call_id}?expires&signature: the audio at such an address; 403 once it has expired. */
export function linkedRecordings(app: App, sandbox: Sandbox, links: RecordingLinks): void {
  app.get('/sandbox/recordings/:callId', async (c) => {
    const callId = c.req.param('callId');
    const { expires = '', signature = '' } = c.req.query();
    if (!links.isValid(callId, expires, signature)) throw new Refusal(403, 'FORBIDDEN', 'This link has expired.');
    const file = await findFile(sandbox, callId, false);
    if (file === undefined) throw new Refusal(404, 'CALL_RECORDING_NOT_FOUND', 'Call recording not found');
    return answerFile(c, file, 'audio/wav');
  });
}

const linkLifetimeMs = 15 * 60_000;

/** Signs addresses of recordings that need no key. They end with the server, as its secret is random. */
export class RecordingLinks {
  readonly #secret = randomBytes(32);

  /** Returns the path and query of a new link. */
  create(callId: string): string {
    const expires = String(Date.now() + linkLifetimeMs);
    const query = new URLSearchParams({ expires, signature: this.#sign(callId, expires).toString('hex') });
    return `/sandbox/recordings/${encodeURIComponent(callId)}?${query.toString()}`;
  }

  isValid(callId: string, expires: string, signature: string): boolean {
    const expected = this.#sign(callId, expires);
    const actual = Buffer.from(signature, 'hex');
    return actual.length === expected.length && timingSafeEqual(actual, expected) && Number(expires) > Date.now();
  }

  #sign(callId: string, expires: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${expires} ${callId}`).digest();
  }
}

/**
 * Answers with a file, or with the range that was requested (206, 416). Several ranges and invalid ones are answered with
 * the whole file, as HTTP allows.
 */
function answerFile(c: Context, file: Buffer<ArrayBuffer>, mediaType: string): Response {
  const headers = { 'content-type': mediaType, 'accept-ranges': 'bytes', 'cache-control': 'no-store' };
  const range = readRange(c.req.header('range'), file.length);
  if (range === undefined) return c.body(file, 200, { ...headers, 'content-length': String(file.length) });
  if (range === 'none') return c.body(null, 416, { 'content-range': `bytes */${file.length}` });
  const part = file.subarray(range.first, range.last + 1);
  return c.body(part, 206, {
    ...headers,
    'content-length': String(part.length),
    'content-range': `bytes ${range.first}-${range.last}/${file.length}`,
  });
}

/** RFC 9110, 14.1.2: `bytes=0-99`, `bytes=100-`, `bytes=-100`. */
function readRange(
  header: string | undefined,
  length: number,
): { readonly first: number; readonly last: number } | 'none' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (match === null || (from === '' && to === '')) return undefined;
  if (from === '')
    return Number(to) === 0 || length === 0 ? 'none' : { first: Math.max(0, length - Number(to)), last: length - 1 };
  if (to !== '' && Number(to) < Number(from)) return undefined;
  if (Number(from) >= length) return 'none';
  return { first: Number(from), last: to === '' ? length - 1 : Math.min(Number(to), length - 1) };
}
