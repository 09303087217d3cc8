import { createServer, type IncomingMessage } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesIn } from '../../../../src/api/bytes.ts';
import {
  AbortError,
  BytesError,
  InvalidAddressError,
  NetworkError,
  ResponseTooLargeError,
  ObjectStorageError,
  TimeoutError,
} from '../../../../src/api/errors.ts';
import { createFetchTransport } from '../../../../src/api/fetch-transport.ts';
import { fileBytes } from '../../../../src/api/file-bytes.ts';
import { createObjectStorage, parsePresigned } from '../../../../src/api/talkdesk/object-storage.ts';
import { hang } from '../../../support/http.ts';
import { failureOf, server, transport } from '../setup.ts';

const ways = [
  ['the direct transport', () => transport()],
  ['the networking of the editor', () => createFetchTransport()],
] as const;

describe.each(ways)('bytes by %s', (_, carrier) => {
  it('go out with their length and type, and with no authorization', async () => {
    const own = await server();
    const { origin, requests } = own;
    own.reply({ status: 200 });
    const sent: number[] = [];
    const bytes = { size: 6, open: () => pieces('abc', 'def') };
    const storage = createObjectStorage({ transport: carrier() });
    await storage.put(`${origin}/bucket/1?X-Amz-Signature=s`, bytes, { type: 'text/csv', onSent: (n) => sent.push(n) });
    expect(requests[0]).toMatchObject({
      method: 'PUT',
      path: '/bucket/1',
      rawQuery: 'X-Amz-Signature=s',
      body: 'abcdef',
    });
    expect(requests[0]?.headers).toMatchObject({ 'content-length': '6', 'content-type': 'text/csv' });
    expect(requests[0]?.headers.authorization).toBeUndefined();
    expect(sent.at(-1)).toBe(6);
  });

  it('come in piece by piece, no faster than they are taken', async () => {
    const own = await server();
    const { origin, requests } = own;
    own.reply({ text: 'x'.repeat(300_000) });
    let busy = 0;
    let most = 0;
    let size = 0;
    await createObjectStorage({ transport: carrier() }).get(`${origin}/1`, {
      maxBytes: 300_000,
      async receive(piece) {
        most = Math.max(most, (busy += 1));
        await Promise.resolve();
        size += piece.length;
        busy -= 1;
      },
    });
    expect([size, most]).toEqual([300_000, 1]);
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it('are not read beyond the size that was agreed on', async () => {
    const own = await server();
    const { origin } = own;
    own.reply({ text: 'x'.repeat(2000) }, (response) => {
      response.write('x'.repeat(1500));
      response.end('x'.repeat(500));
    });
    const storage = createObjectStorage({ transport: carrier() });
    for (const target of ['/said', '/unsaid']) {
      const get = storage.get(`${origin}${target}`, { maxBytes: 1999, receive: async () => undefined });
      await failureOf(ResponseTooLargeError, get);
    }
  });

  it('say what their reader and their taker failed with', async () => {
    const own = await server();
    const { origin } = own;
    own.reply({ text: 'abc' });
    const storage = createObjectStorage({ transport: carrier() });
    const broken = { size: 6, open: () => pieces('abc', new BytesError('changed', null)) };
    await failureOf(BytesError, storage.put(`${origin}/1`, broken, { type: 'a/b' }));
    const full = new BytesError('unwritable', 'ENOSPC');
    const get = storage.get(`${origin}/1`, { maxBytes: 9, receive: () => Promise.reject(full) });
    expect(await failureOf(BytesError, get)).toBe(full);
  });

  it('stop when they are cancelled', async () => {
    const own = await server();
    const { origin } = own;
    own.reply(hang);
    const abort = new AbortController();
    const endless = { size: 1e9, open: () => forever(() => abort.abort()) };
    const put = createObjectStorage({ transport: carrier() }).put(`${origin}/1`, endless, {
      type: 'a/b',
      signal: abort.signal,
    });
    await failureOf(AbortError, put);
  });
});

describe('an address', () => {
  it('is https, or this machine', () => {
    for (const good of ['https://bucket.s3.amazonaws.com/a?b=c', 'http://127.0.0.1:9/a', 'http://localhost:9/a']) {
      expect(parsePresigned(good).href).toBe(good);
    }
    for (const bad of [
      'http://bucket.example/a',
      'ftp://x/a',
      'file:///etc/passwd',
      'https://u:p@x.example/a',
      '//x',
      '',
    ]) {
      expect(() => parsePresigned(bad), bad).toThrow(InvalidAddressError);
    }
  });

  it('may send on within its origin, and not to another', async () => {
    const [first, other] = [await server(), await server()];
    first.reply({ status: 302, headers: { location: '/2' } }, { text: 'abc' });
    const storage = createObjectStorage({ transport: transport() });
    const got: string[] = [];
    const receive = async (piece: Uint8Array): Promise<void> => void got.push(Buffer.from(piece).toString());
    await storage.get(`${first.origin}/1`, { maxBytes: 9, receive });
    expect(got).toEqual(['abc']);
    first.reply({ status: 302, headers: { location: `${other.origin}/2` } });
    await failureOf(InvalidAddressError, storage.get(`${first.origin}/1`, { maxBytes: 9, receive }));
    expect(other.requests).toHaveLength(0);
  });

  it('says when it has ended, and what else the storage refuses', async () => {
    const own = await server();
    const { origin } = own;
    const storage = createObjectStorage({ transport: transport() });
    const xml = (code: string, message: string) =>
      `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    own.reply(
      { status: 403, text: xml('AccessDenied', 'Request has expired') },
      { status: 400, text: xml('InvalidArgument', 'Only one') },
    );
    const put = () => storage.put(`${origin}/1`, bytesIn(Buffer.from('a')), { type: 'a/b' });
    expect(await failureOf(ObjectStorageError, put())).toMatchObject({
      status: 403,
      expired: true,
      message: 'Request has expired',
    });
    expect(await failureOf(ObjectStorageError, put())).toMatchObject({
      serviceCode: 'InvalidArgument',
      expired: false,
    });
  });

  it('keeps its signature out of the log', async () => {
    const own = await server();
    const { origin } = own;
    own.reply({ status: 200 });
    const log: unknown[] = [];
    const storage = createObjectStorage({ transport: transport(), log: (entry) => log.push(entry) });
    await storage.put(`${origin}/1?X-Amz-Signature=canary1`, bytesIn(Buffer.from('a')), { type: 'a/b' });
    expect(log).toMatchObject([{ method: 'PUT', path: '/…', query: [], status: 200 }]);
    expect(JSON.stringify(log)).not.toContain('canary1');
  });
});

describe('an upload', () => {
  it('that stands still is given up, one that moves is not', async () => {
    const own = await server();
    const { origin } = own;
    own.reply(hang);
    const storage = createObjectStorage({ transport: transport(), timeouts: { headersMs: 50 } });
    const bytes = { size: 3, open: () => pieces('abc') };
    expect(await failureOf(TimeoutError, storage.put(`${origin}/1`, bytes, { type: 'a/b' }))).toMatchObject({
      phase: 'headers',
    });
  });

  it('that is cut in the middle is a lost connection', async () => {
    const origin = await cutting(500_000);
    const put = createObjectStorage({ transport: transport() }).put(
      `${origin}/1`,
      { size: 1e7, open: () => zeros(1e7) },
      { type: 'a/b' },
    );
    expect(await failureOf(NetworkError, put)).toMatchObject({ sent: true });
  });
});

describe('a file', () => {
  it('is read as it was when it was opened, or not at all', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'call-triage-bytes-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'a.txt');
    await writeFile(file, 'abcdef');
    const bytes = await fileBytes(file);
    expect([bytes.size, await textOf(bytes.open())]).toEqual([6, 'abcdef']);
    await writeFile(file, 'abcdefg');
    expect(await failureOf(BytesError, textOf(bytes.open()))).toMatchObject({ fault: 'changed' });
    await writeFile(file, 'abc');
    expect(await failureOf(BytesError, textOf(bytes.open()))).toMatchObject({ fault: 'changed' });
    await rm(file);
    expect(await failureOf(BytesError, textOf(bytes.open()))).toMatchObject({
      fault: 'unreadable',
      systemCode: 'ENOENT',
    });
    expect(await failureOf(BytesError, fileBytes(folder))).toMatchObject({ fault: 'not-a-file' });
  });
});

async function* pieces(...parts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}

async function* zeros(size: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < size; sent += 50_000) yield Buffer.alloc(50_000);
}

async function* forever(onStarted: () => void): AsyncGenerator<Uint8Array> {
  for (let count = 0; ; count += 1) {
    // As a file does: what never lets go of the thread cannot be cancelled.
    await setImmediate();
    if (count === 3) onStarted();
    yield Buffer.alloc(1000);
  }
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** A server that cuts the connection after so many bytes of a body. */
async function cutting(after: number): Promise<string> {
  const cut = (request: IncomingMessage): void => {
    let received = 0;
    request.on('error', () => undefined);
    request.on('data', (piece: Buffer) => {
      received += piece.length;
      if (received > after) request.socket.resetAndDestroy();
    });
  };
  const listening = createServer(cut);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void listening.close());
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}
