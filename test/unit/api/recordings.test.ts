// Recordings, asked of a server on loopback: in ranges, with limits, cancelled, refused.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  AbortError,
  ForbiddenError,
  NotFoundError,
  RecordingTooLargeError,
  ResponseShapeError,
} from '../../../src/api/errors.ts';
import { fetchRecording, maxRecordingBytes } from '../../../src/triage/calls/recording.ts';
import { hang, type PlainReply, type Received, type Reply } from '../../support/http.ts';
import { bench, canary, failure, failureOf, type Bench } from './setup.ts';

const megabyte = 1024 * 1024;
const never = new AbortController().signal;

/** Bytes that differ everywhere, so that a part in the wrong place shows. */
const sound = Buffer.alloc(Math.round(2.5 * megabyte)).map((_, place) => (place * 7 + (place >> 8) * 13) % 251);
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Answers a range of the sound as the contract says, however many times it is asked. */
const range =
  (
    change: (headers: Record<string, string>, received: Received) => Record<string, string> = (headers) => headers,
  ): Reply =>
  (response, received) => {
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(received.headers.range ?? '') ?? [];
    const part = sound.subarray(Number(from), Number(to) + 1);
    const headers = {
      'content-type': 'audio/wav',
      'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${sound.length}`,
    };
    response.writeHead(206, change(headers, received)).end(part);
  };

const refused = (status: number, error: string, message = 'No.'): PlainReply => ({
  status,
  json: { data: null, errors: [{ error, message }] },
});

async function take({ api }: Bench, signal = never, maxBytes?: number) {
  const parts = [];
  for await (const part of fetchRecording(api, 'call-1', signal, { maxBytes })) parts.push(part);
  return { parts, whole: Buffer.concat(parts.map(({ bytes }) => bytes)), type: parts[0]?.mediaType };
}

describe('in ranges', () => {
  it('asks for one megabyte after the other, with the key and the format in the headers, and loses nothing', async () => {
    const at = await bench();
    at.server.reply(range(), range(), range());
    const { parts, whole, type } = await take(at);
    expect(digest(whole)).toBe(digest(sound));
    expect(type).toBe('audio/wav');
    expect(parts.map(({ position, total }) => [position, total])).toEqual([
      [0, sound.length],
      [megabyte, sound.length],
      [2 * megabyte, sound.length],
    ]);
    expect(at.server.requests.map(({ method, path, headers }) => [method, path, headers.range])).toEqual([
      ['GET', '/v1/recordings/call-1', 'bytes=0-1048575'],
      ['GET', '/v1/recordings/call-1', 'bytes=1048576-2097151'],
      ['GET', '/v1/recordings/call-1', 'bytes=2097152-3145727'],
    ]);
    for (const { headers } of at.server.requests) {
      expect([headers['content-type'], headers.authorization]).toEqual(['audio/wav', canary]);
    }
  });

  it('takes the whole from a service that ignores ranges', async () => {
    const at = await bench();
    at.server.reply({ headers: { 'content-type': 'audio/mpeg; x=1' }, text: sound });
    const { parts, whole, type } = await take(at);
    expect([parts.length, type, digest(whole)]).toEqual([1, 'audio/mpeg', digest(sound)]);
  });

  it('goes on to the end where the whole length is not told', async () => {
    const at = await bench();
    const unknown = range((headers) => ({
      ...headers,
      'content-range': (headers['content-range'] ?? '').replace(/\d+$/, '*'),
    }));
    at.server.reply(unknown, unknown, unknown);
    expect(digest((await take(at)).whole)).toBe(digest(sound));
  });

  it('asks again for a part that broke off, and only for that', async () => {
    const at = await bench();
    at.server.reply(range(), { status: 503, text: 'later' }, range(), range());
    expect(digest((await take(at)).whole)).toBe(digest(sound));
    expect(at.server.requests.map(({ headers }) => headers.range?.split('-')[0])).toEqual([
      'bytes=0',
      'bytes=1048576',
      'bytes=1048576',
      'bytes=2097152',
    ]);
  });

  it.each([
    ['another part', 'bytes 5-1048580/2621440'],
    ['a longer part than came', 'bytes 0-99/2621440'],
    ['no range at all', ''],
    ['more than there is', 'bytes 0-1048575/100'],
  ])('does not take %s for what was asked', async (_name, contentRange) => {
    const at = await bench();
    at.server.reply(range((headers) => ({ ...headers, 'content-range': contentRange })));
    await failureOf(ResponseShapeError, take(at));
  });

  it('does not join parts of two recordings', async () => {
    const at = await bench();
    const other = range((headers) => ({
      ...headers,
      'content-range': (headers['content-range'] ?? '').replace(/\d+$/, '3000000'),
    }));
    at.server.reply(range(), other);
    await failureOf(ResponseShapeError, take(at));
  });
});

describe('limits', () => {
  it('asks for MP3 where WAV is too large, without having taken it, and gives up where that is too', async () => {
    const at = await bench();
    at.server.reply(range(), range());
    const error = await failureOf(RecordingTooLargeError, take(at, never, 2 * megabyte));
    expect(error.limitBytes).toBe(2 * megabyte);
    expect(at.server.requests.map(({ headers }) => headers['content-type'])).toEqual(['audio/wav', 'audio/mpeg']);
    at.server.reply(range(), { status: 200, headers: { 'content-type': 'audio/mpeg' }, text: sound.subarray(0, 1000) });
    expect(await take(at, never, 2 * megabyte)).toMatchObject({ type: 'audio/mpeg' });
  });

  it('stops reading an endless answer at the limit', async () => {
    const at = await bench();
    const endless: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'audio/wav' });
      const pour = (): void => {
        while (!response.destroyed && response.write(sound.subarray(0, 65_536)));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    };
    at.server.reply(endless, endless);
    await failureOf(RecordingTooLargeError, take(at, never, megabyte));
    expect(maxRecordingBytes).toBe(64 * megabyte);
  });

  it('ends at once when it is cancelled, while a part is under way', async () => {
    const at = await bench();
    const cancel = new AbortController();
    at.server.reply(range(), hang);
    const taken = failure(take(at, cancel.signal));
    await at.server.arrived(2);
    cancel.abort();
    expect(await taken).toBeInstanceOf(AbortError);
    expect(at.server.requests.length).toBe(2);
  });
});

describe('refusals', () => {
  it('a call without a recording is one, with no second question', async () => {
    const at = await bench();
    at.server.reply(refused(404, 'CALL_RECORDING_NOT_FOUND', 'Call recording not found'));
    expect((await failureOf(NotFoundError, take(at))).serviceCode).toBe('CALL_RECORDING_NOT_FOUND');
    at.server.reply(refused(403, 'RECORDING_ACCESS_DENIED'));
    expect((await failureOf(ForbiddenError, take(at))).serviceCode).toBe('RECORDING_ACCESS_DENIED');
    expect(at.server.requests.length).toBe(2);
  });

  it.each([
    ['an address that is not there', refused(404, 'NOT_FOUND')],
    ['a failure to fetch', refused(400, 'CALL_RECORDING_FETCH_FAILED')],
  ])('%s has the whole asked for by the other address', async (_name, reply) => {
    const at = await bench();
    at.server.reply(reply, { headers: { 'content-type': 'audio/mpeg' }, text: sound });
    const { whole, type } = await take(at);
    expect([type, digest(whole)]).toEqual(['audio/mpeg', digest(sound)]);
    expect(at.server.requests[1]).toMatchObject({ path: '/v1/calls/call-1/recording' });
    expect(at.server.requests[1]?.headers.accept).toBe('audio/mpeg');
  });

  it('where the other address has only a link, the first reason stands', async () => {
    const at = await bench();
    at.server.reply(refused(404, 'NOT_FOUND', 'First.'), { json: { url: 'https://example.com/a.mp3' } });
    expect((await failureOf(NotFoundError, take(at))).message).toBe('First.');
    at.server.reply(refused(404, 'NOT_FOUND', 'First.'), { status: 404, json: 'none' });
    expect((await failureOf(NotFoundError, take(at))).message).toBe('First.');
  });
});

describe('the link', () => {
  it('is one that a browser may be sent to', async () => {
    const at = await bench();
    const good = ['https://example.com/a.wav?X-Amz-Signature=1', 'http://127.0.0.1:4000/a.wav', 'http://localhost/a'];
    for (const url of good) {
      at.server.reply({ json: { code: 200, status: 'success', url } });
      expect(await at.api.recordings.link('call-1')).toBe(url);
    }
    const bad = [
      'http://example.com/a',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://a:b@example.com/',
      'x',
      7,
    ];
    for (const url of bad) {
      at.server.reply({ json: { status: 'success', url } });
      await failureOf(ResponseShapeError, at.api.recordings.link('call-1'));
    }
    expect(JSON.stringify(at.log)).not.toContain('X-Amz');
  });
});
