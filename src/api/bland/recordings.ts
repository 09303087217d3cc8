import * as z from 'zod/mini';
import { isLoopback } from '../address.ts';
import type { BytesAnswer } from '../answer.ts';
import type { Client } from '../client.ts';
import { ApiError, RecordingTooLargeError, ResponseTooLargeError } from '../errors.ts';
import { readFlat, shapeError } from './envelope.ts';
import type { RequestOptions } from './request-options.ts';
import { segment } from './strict.ts';

/** Formats of the service. WAV is its default, and the only one with exact positions. */
type AudioFormat = 'audio/wav' | 'audio/mpeg' | 'audio/ogg';

/** A piece of a recording, in order and without gaps. */
export interface RecordingPart {
  /** Offset of its first byte. */
  readonly position: number;
  /** Bytes of the whole recording; null if the service does not say. */
  readonly total: number | null;
  /** The media type as the service names it, without parameters: `audio/wav`. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface RecordingOptions extends RequestOptions {
  /** The largest recording that is fetched. */
  readonly maxBytes: number;
}

interface PartsOptions extends RecordingOptions {
  /** Asks for agent and caller on channels of their own. A service may answer with one channel all the same. */
  readonly stereo?: boolean;
}

export interface RecordingsApi {
  /**
   * GET /v1/recordings/{call_id}, range by range; the whole at once where the service answers ranges with it. A service that
   * refuses to give it in stereo is asked again without, and not asked for stereo any more.
   * @throws NotFoundError `CALL_RECORDING_NOT_FOUND`, RecordingTooLargeError
   */
  parts(callId: string, format: AudioFormat, options: PartsOptions): AsyncGenerator<RecordingPart, void>;
  /**
   * GET /v1/calls/{call_id}/recording with audio as `accept`: all of it as MP3; null if the response is a link.
   * @throws NotFoundError, RecordingTooLargeError
   */
  whole(callId: string, options: RecordingOptions): Promise<RecordingPart | null>;
  /** GET /v1/calls/{call_id}/recording: a temporary address that needs no key. @throws NotFoundError */
  link(callId: string, options?: RequestOptions): Promise<string>;
}

/** Bytes per request. */
const partBytes = 1024 * 1024;

export function recordingsApi(client: Client): RecordingsApi {
  const linkPath = (callId: string): string => `/v1/calls/${segment(callId, 'callId')}/recording`;
  let isStereoRefused = false;
  const get = async (
    path: string,
    headers: Record<string, string>,
    { maxBytes, signal }: RecordingOptions,
    query?: URLSearchParams,
  ): Promise<BytesAnswer> => {
    try {
      return await client.bytes({ method: 'GET', path, query, headers, maxBytes, signal });
    } catch (error) {
      if (error instanceof ResponseTooLargeError) throw new RecordingTooLargeError({ method: 'GET', path }, maxBytes);
      throw error;
    }
  };
  async function* parts(
    callId: string,
    format: AudioFormat,
    options: RecordingOptions,
    query?: URLSearchParams,
  ): AsyncGenerator<RecordingPart, void> {
    const path = `/v1/recordings/${segment(callId, 'callId')}`;
    // The service takes the format from `content-type`, although a GET has no body.
    const accept = { accept: 'audio/*, application/json;q=0.5', 'content-type': format };
    let position = 0;
    let total: number | null = null;
    do {
      const range = `bytes=${position}-${position + partBytes - 1}`;
      const answer = await get(path, { ...accept, range }, options, query).catch((error: unknown) => {
        if (position > 0 && total === null && error instanceof ApiError && error.status === 416) return undefined;
        throw error;
      });
      // 416: a recording of unknown length ended with the previous part.
      if (answer === undefined) return;
      const part = readPart(answer, position, total);
      if ((part.total ?? position + part.bytes.length) > options.maxBytes) {
        throw new RecordingTooLargeError(answer.request, options.maxBytes);
      }
      yield part;
      position += part.bytes.length;
      total = part.total;
      if (total === null && part.bytes.length < partBytes) return;
    } while (total === null || position < total);
  }
  return {
    async *parts(callId, format, options) {
      let isRefused = false;
      if (options.stereo === true && !isStereoRefused) {
        let isBegun = false;
        try {
          for await (const part of parts(callId, format, options, new URLSearchParams({ RequestedChannels: '2' }))) {
            isBegun = true;
            yield part;
          }
          return;
        } catch (error) {
          isRefused = error instanceof ApiError && (error.status === 400 || error.status === 404);
          if (isBegun || !isRefused) throw error;
        }
      }
      for await (const part of parts(callId, format, options)) {
        // Only an answer without it shows that stereo was the reason.
        isStereoRefused ||= isRefused;
        yield part;
      }
    },
    async whole(callId, options) {
      const answer = await get(linkPath(callId), { accept: 'audio/mpeg' }, options);
      return mediaTypeOf(answer).startsWith('audio/') ? readPart(answer, 0, null) : null;
    },
    async link(callId, { signal } = {}) {
      const answer = await client.request({ method: 'GET', path: linkPath(callId), signal });
      const { url } = readFlat(answer, linkSchema);
      if (!isSafeLink(url)) throw shapeError(answer, 'url: expected an https address');
      return url;
    },
  };
}

const linkSchema = z.object({ url: z.string().check(z.maxLength(8192)) });

/** Returns whether a browser may open it: https, or http to this machine, without credentials. */
function isSafeLink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/** @throws ResponseShapeError for a part that was not requested, or that belongs to another recording */
function readPart(answer: BytesAnswer, position: number, total: number | null): RecordingPart {
  const { status, bytes } = answer;
  const mediaType = mediaTypeOf(answer);
  if (status !== 206) {
    if (position > 0) throw shapeError(answer, 'expected a part of the recording');
    return { position, total: bytes.length, mediaType, bytes };
  }
  const range = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(answer.headers['content-range'] ?? '');
  const whole = range?.[3] === undefined || range[3] === '*' ? null : Number(range[3]);
  const fits =
    range !== null &&
    Number(range[1]) === position &&
    Number(range[2]) === position + bytes.length - 1 &&
    (total === null || whole === total) &&
    (whole === null || position + bytes.length <= whole);
  if (!fits) throw shapeError(answer, 'content-range: expected the part that was asked for');
  return { position, total: whole, mediaType, bytes };
}

function mediaTypeOf(answer: BytesAnswer): string {
  return (answer.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
