import { describe, expect, test } from 'vitest';
import {
  ApiError,
  BadRequestError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ResponseShapeError,
  ServerError,
  TimeoutError,
  UnauthorizedError,
} from '../../../src/api/errors.ts';
import { bench, failureOf } from './setup.ts';

const segment = { start: 1.5, end: 2, text: 'Hello.', speaker: 0, speaker_label: 'user', confidence: 0.9 };
const read = { start: 1.5, end: 2, text: 'Hello.', speaker_label: 'user' };

describe('Corrected Transcript', () => {
  test('is read in an envelope, and from the top as earlier versions of the service send it', async () => {
    const { server, api } = await bench();
    const arrays = { corrected: [segment], aligned: [], original: [] };
    server.reply({ json: { data: { status: 'completed', message: 'Done', ...arrays }, errors: null } });
    expect(await api.corrections.get('call 1')).toEqual({ items: [read], broken: [] });
    expect(server.requests[0]?.path).toBe('/v1/calls/call%201/correct');
    expect(server.requests[0]?.query.toString()).toBe('');
    server.reply({ json: { status: 'success', message: 'Done', ...arrays } });
    expect(await api.corrections.get('c')).toEqual({ items: [read], broken: [] });
  });

  test('what cannot be read is counted and hides nothing else; odd fields are null', async () => {
    const { server, api } = await bench();
    const odd = { text: '', start: '2.5', end: {}, speaker_label: 7 };
    server.reply({ json: { data: { corrected: [null, segment, { start: 1 }, odd, 'x'] }, errors: null } });
    const { items, broken } = await api.corrections.get('c');
    expect(items).toEqual([read, { text: '', start: 2.5, end: null, speaker_label: null }]);
    expect(broken.map(({ position }) => position)).toEqual([0, 2, 4]);
    server.reply({ json: { data: { corrected: {} }, errors: null } });
    await failureOf(ResponseShapeError, api.corrections.get('c'));
  });

  const envelope = (error: string) => ({ data: null, errors: [{ error, message: 'No' }] });
  test.each([
    [400, envelope('CALL_LENGTH_TOO_SHORT'), BadRequestError],
    [401, envelope('UNAUTHORIZED'), UnauthorizedError],
    [404, envelope('CALL_NOT_FOUND'), NotFoundError],
    [500, envelope('RECORDING_URL_CONVERSION_FAILED'), ServerError],
    [502, envelope('TRANSCRIPTION_API_FAILED'), ServerError],
    [429, undefined, RateLimitError],
  ])(
    'a refusal with %i is the error it is, and is not asked for again: each request counts',
    async (status, json, kind) => {
      const { server, api, waits } = await bench();
      const text = 'Too many requests, please try again later.';
      server.reply(json === undefined ? { status, text } : { status, json });
      const error = await failureOf(ApiError, api.corrections.get('c'));
      expect(error).toBeInstanceOf(kind);
      expect(error.serviceCode).toBe(json?.errors[0]?.error ?? null);
      if (json === undefined) expect(error.message).toBe(text);
      expect([server.requests.length, waits]).toEqual([1, []]);
    },
  );

  test('it is waited for longer than for other answers', async () => {
    const { server, api } = await bench({ client: { timeouts: { headersMs: 50, totalMs: 80 } } });
    let answer = (): void => undefined;
    server.reply((response) => (answer = () => response.end(JSON.stringify({ corrected: [segment] }))));
    const asked = api.corrections.get('c');
    await server.arrived(1);
    server.reply(...Array.from({ length: 4 }, () => () => undefined));
    await failureOf(TimeoutError, api.pathwayEvents.list('c'));
    answer();
    expect((await asked).items).toEqual([read]);
  });

  test('it ends when it is cancelled', async () => {
    const { server, api } = await bench();
    const stop = new AbortController();
    server.reply(() => undefined);
    const asked = api.corrections.get('c', { signal: stop.signal });
    await server.arrived(1);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a connection that breaks is not tried again', async () => {
    const { server, api } = await bench();
    server.reply((_response, _received, socket) => socket.destroy());
    await failureOf(NetworkError, api.corrections.get('c'));
    expect(server.requests).toHaveLength(1);
  });
});
