import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { fetchRemoteRecording } from '../../../src/api/remote-recording.ts';
import { createUndiciTransport } from '../../../src/api/undici-transport.ts';

type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

/** A site on this machine. */
async function site(answer: (path: string) => Answer) {
  const asked: { path: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    const { status, headers = {}, body = '' } = answer(request.url ?? '');
    response.writeHead(status, headers).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function fetchFrom(address: string, refused: readonly string[] = [], maxBytes = 1000) {
  const transport = createUndiciTransport();
  onTestFinished(() => transport.close());
  const allowed: string[] = [];
  const allow = async (origin: string): Promise<void> => {
    if (refused.includes(origin)) throw new Error('refused');
    allowed.push(origin);
  };
  const options = { signal: new AbortController().signal, maxBytes, allow };
  return { part: await fetchRemoteRecording(transport, address, options), allowed };
}

it('asks for each site before it is asked, and sends no key', async () => {
  const files = await site(() => ({ status: 200, headers: { 'content-type': 'audio/ogg; x=1' }, body: 'OggS' }));
  const first = await site(() => ({ status: 302, headers: { location: `${files.origin}/a.ogg?sign=1` } }));
  const { part, allowed } = await fetchFrom(`${first.origin}/call`);
  expect(part).toMatchObject({ position: 0, total: 4, mediaType: 'audio/ogg' });
  expect(allowed).toEqual([first.origin, files.origin]);
  expect(files.asked).toEqual([{ path: '/a.ogg?sign=1', authorization: undefined }]);
  await expect(fetchFrom(`${first.origin}/call`, [files.origin])).rejects.toThrow('refused');
  await expect(fetchFrom(`${first.origin}/call`, [first.origin])).rejects.toThrow('refused');
  expect([first.asked.length, files.asked.length]).toEqual([2, 1]);
});

it('knows the type of what a storage names no type of', async () => {
  const storage = await site((path) => ({
    status: 200,
    headers: { 'content-type': 'binary/octet-stream' },
    body: path === '/wav' ? 'RIFF....WAVE' : 'ID3',
  }));
  expect((await fetchFrom(`${storage.origin}/wav`)).part.mediaType).toBe('audio/wav');
  expect((await fetchFrom(`${storage.origin}/mp3`)).part.mediaType).toBe('audio/mpeg');
});

it('refuses what is not secure, too large, missing, or leads in a circle', async () => {
  const storage = await site((path) =>
    path === '/circle' ? { status: 302, headers: { location: '/circle' } } : { status: 200, body: 'x'.repeat(2000) },
  );
  const codeOf = async (address: string): Promise<string> => {
    const error: unknown = await fetchFrom(address).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof Error ? error.name : 'none';
  };
  for (const address of [
    'http://audio.example.com/a.wav',
    'file:///etc/passwd',
    'nonsense',
    'https://a:b@example.com/',
  ]) {
    expect(await codeOf(address), address).toBe('InvalidAddressError');
  }
  expect(await codeOf(`${storage.origin}/large`)).toBe('RecordingTooLargeError');
  expect(await codeOf(`${storage.origin}/circle`)).toBe('ApiError');
  expect(storage.asked.filter(({ path }) => path === '/circle')).toHaveLength(6);
});
