import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { flatError, Refusal } from '../http/answers.ts';
import type { App, Sandbox } from '../http/context.ts';
import { sampleRecording } from '../recording/recording.ts';
import type { Call } from '../state/schema.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ids = new RegExp(`^(${uuid})(:${uuid})?$`, 'i');
/** Media types of the service. Here, recordings are available as the first. */
const formats = ['audio/wav', 'audio/mpeg', 'audio/ogg'];

/** A file as far as it is known without its bytes. */
interface AudioFile {
  readonly size: number;
  readonly type: string;
  /** @param end the byte behind the last one */
  bytes(start: number, end: number): Promise<Buffer<ArrayBuffer>>;
}

/** Returns the recording that was imported with a call, or that of a sample call. */
async function findFile({ store }: Sandbox, callId: string, stereo: boolean): Promise<AudioFile | undefined> {
  const imported = (await store.read()).recordings.find(({ id }) => id === callId);
  if (imported !== undefined) {
    const { size, type, import: from } = imported;
    return { size, type, bytes: async (start, end) => await joined(store.bytesOf(from, start, end)) };
  }
  const call = await store.call(callId);
  const file = call === undefined ? undefined : sampleRecording(call, stereo);
  if (file === undefined) return undefined;
  return { size: file.length, type: 'audio/wav', bytes: async (start, end) => file.subarray(start, end) };
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/**
 * GET /v1/recordings/{call_id} and /v1/recordings/{call_id}:{recording_id}: the audio, in the format of the request's
 * `content-type`, with agent and caller on channels of their own for `RequestedChannels=2`; an imported one as it is, since
 * nothing is converted here. GET /v1/calls/{call_id}/recording: an address that needs no key; of an imported call without a
 * file, the one that its details name.
 */
export function recordings(app: App, sandbox: Sandbox, links: RecordingLinks): void {
  app.get('/v1/recordings/:id', async (c) => {
    const id = c.req.param('id');
    const { calls } = await sandbox.store.read();
    const isCall = calls.some(({ call_id }) => call_id === id);
    const named = ids.exec(id);
    if (named === null && !isCall) {
      throw new Refusal(400, 'INVALID_CALL_ID_OR_RECORDING_ID', 'Invalid call id or recording id');
    }
    const channels = c.req.query('RequestedChannels');
    if (channels !== undefined && channels !== '1' && channels !== '2') {
      throw new Refusal(400, 'CALL_RECORDING_FETCH_FAILED', 'RequestedChannels is 1 or 2');
    }
    const file = await findFile(sandbox, isCall ? id : (named?.[1] ?? ''), channels === '2');
    if (file === undefined) throw new Refusal(404, 'CALL_RECORDING_NOT_FOUND', 'Call recording not found');
    if (named?.[2] !== undefined) throw new Refusal(404, 'RECORDING_NOT_FOUND', 'Recording not found');
    const format = (c.req.header('content-type') ?? 'audio/wav').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (file.type === 'audio/wav' && format !== 'audio/wav') {
      const reason = formats.includes(format) ? 'The sandbox keeps its recordings as audio/wav' : 'Unknown format';
      throw new Refusal(400, 'CALL_RECORDING_FETCH_FAILED', reason);
    }
    return await answerFile(c, file);
  });

  app.get('/v1/calls/:callId/recording', async (c) => {
    const callId = c.req.param('callId');
    const file = await findFile(sandbox, callId, false);
    const remote = file === undefined ? remoteAddress(await sandbox.store.call(callId)) : undefined;
    if (file === undefined && remote === undefined) throw flatError(404, 'Recording not found');
    if (/\baudio\//i.test(c.req.header('accept') ?? '')) {
      throw flatError(400, 'The sandbox keeps its recordings as audio/wav');
    }
    const url = remote ?? `${new URL(c.req.url).origin}${links.create(callId)}`;
    return c.json({ code: 200, status: 'success', url });
  });
}

/** Returns the address of a recording that an imported call names. */
function remoteAddress(call: Call | undefined): string | undefined {
  const url = call?.details['recording_url'];
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? url : undefined;
}

/** GET /sandbox/recordings/{call_id}?expires&signature: the audio at such an address; 403 once it has expired. */
export function linkedRecordings(app: App, sandbox: Sandbox, links: RecordingLinks): void {
  app.get('/sandbox/recordings/:callId', async (c) => {
    const callId = c.req.param('callId');
    const { expires = '', signature = '' } = c.req.query();
    if (!links.isValid(callId, expires, signature)) throw new Refusal(403, 'FORBIDDEN', 'This link has expired.');
    const file = await findFile(sandbox, callId, false);
    if (file === undefined) throw new Refusal(404, 'CALL_RECORDING_NOT_FOUND', 'Call recording not found');
    return await answerFile(c, file);
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
async function answerFile(c: Context, file: AudioFile): Promise<Response> {
  const headers = { 'content-type': file.type, 'accept-ranges': 'bytes', 'cache-control': 'no-store' };
  const range = readRange(c.req.header('range'), file.size);
  if (range === 'none') return c.body(null, 416, { 'content-range': `bytes */${file.size}` });
  const { first, last } = range ?? { first: 0, last: file.size - 1 };
  const part = await file.bytes(first, last + 1);
  if (range === undefined) return c.body(part, 200, { ...headers, 'content-length': String(part.length) });
  return c.body(part, 206, {
    ...headers,
    'content-length': String(part.length),
    'content-range': `bytes ${first}-${last}/${file.size}`,
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
