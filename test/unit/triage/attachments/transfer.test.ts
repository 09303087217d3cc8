// @module-tag slow
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesIn } from '../../../../src/api/bytes.ts';
import {
  AbortError,
  BadRequestError,
  BytesError,
  ConflictError,
  ForbiddenError,
  NetworkError,
  ResponseTooLargeError,
} from '../../../../src/api/errors.ts';
import { fileBytes } from '../../../../src/api/file-bytes.ts';
import { saveAttachment } from '../../../../src/triage/attachments/download.ts';
import { makeAttachment, sendBytes } from '../../../../src/triage/attachments/upload.ts';
import { AttachmentUnclearError } from '../../../../src/triage/attachments/errors.ts';
import type { Pending } from '../../../../src/triage/outbox/outbox.ts';
import { failureOf, server } from '../../api/setup.ts';
import { desk, folder } from './setup.ts';

type Desk = Awaited<ReturnType<typeof desk>>;
const going = () => ({ signal: new AbortController().signal });
const hello = bytesIn(Buffer.from('hello'));

async function make(own: Desk, name: string, options: Partial<Parameters<typeof makeAttachment>[2]> = {}) {
  const requestId = await sendBytes(own.api, hello, 'text/plain', going());
  const payload = { requestId, name, type: 'text/plain', file: null, issue: { owner: 'desk', issueId: 'i-1' } };
  const resend = () => sendBytes(own.api, hello, 'text/plain', going());
  const made = await makeAttachment(own.outbox, payload, { budgetMs: 1e9, keepRefused: false, resend, ...options });
  if (isPending(made)) throw new Error('it is pending');
  return made;
}

const isPending = (made: object): made is Pending => 'pending' in made;

describe('an upload', () => {
  it('becomes an attachment that its issue lists', async () => {
    const own = await desk();
    const made = await make(own, 'a.txt');
    expect(made).toMatchObject({ name: 'a.txt', size: 5, type: 'text/plain' });
    expect(await own.made.of('desk', 'i-1')).toMatchObject([{ attachmentId: made.id, talkdeskId: 'sandbox.talkdesk' }]);
    expect(await own.made.of('desk', 'i-2')).toEqual([]);
    expect(own.outbox.entries).toEqual([]);
  });

  it('tells once that the outbox has it, while it waits there', async () => {
    const own = await desk();
    const told: number[] = [];
    await make(own, 'a.txt', { onRecorded: () => told.push(own.outbox.entries.length) });
    expect(told).toEqual([1]);
  });

  it('keeps its bytes when the name is taken', async () => {
    const own = await desk();
    await make(own, 'a.txt');
    const asked: string[] = [];
    const rename = async (taken: string) => {
      asked.push(taken);
      return asked.length === 1 ? 'a.txt' : 'b.txt';
    };
    expect(await make(own, 'a.txt', { rename })).toMatchObject({ name: 'b.txt' });
    expect([asked, await own.puts()]).toEqual([['a.txt', 'a.txt'], 2]);
    await failureOf(ConflictError, make(own, 'b.txt'));
    await failureOf(ConflictError, make(own, 'b.txt', { rename: async () => null }));
    expect(own.outbox.entries).toEqual([]);
  });

  it('is sent again, once, when the service does not know its bytes any more', async () => {
    const own = await desk();
    await own.ask('PUT', '/sandbox/talkdesk', { request_seconds: 0 });
    const resend = async () => {
      await own.ask('PUT', '/sandbox/talkdesk', {});
      return sendBytes(own.api, hello, 'text/plain', going());
    };
    expect(await make(own, 'a.txt', { resend })).toMatchObject({ name: 'a.txt' });
    expect(await own.puts()).toBe(2);
    await own.ask('PUT', '/sandbox/talkdesk', { request_seconds: 0 });
    const error = await failureOf(BadRequestError, make(own, 'b.txt'));
    expect(error.paths).toEqual(['request_id']);
  });

  it('gets another address when the first has ended', async () => {
    const talkdesk = await server();
    const own = await desk(talkdesk.url);
    const link = (at: string) => ({ json: { request_id: at, url: `${talkdesk.origin}/${at}` } });
    const ended = {
      status: 403,
      text: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
    };
    talkdesk.reply(link('1'), ended, link('2'), { status: 200 });
    expect(await sendBytes(own.api, hello, 'text/plain', going())).toBe('2');
    expect(talkdesk.requests.map(({ method, path: at, body }) => `${method} ${at} ${body}`)).toEqual([
      expect.stringContaining('POST /attachments/2023-03/upload-link'),
      'PUT /1 hello',
      expect.stringContaining('POST /attachments/2023-03/upload-link'),
      'PUT /2 hello',
    ]);
    for (const put of [1, 3]) expect(talkdesk.requests[put]?.headers.authorization).toBeUndefined();
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const own = await desk();
    const abort = new AbortController();
    const source = { size: 10_000_000, open: () => drops(() => abort.abort()) };
    const sending = sendBytes(own.api, source, 'text/plain', { signal: abort.signal });
    await failureOf(AbortError, sending);
    await expect.poll(() => own.pieces()).toBe(0);
    expect([await own.attachments(), own.outbox.entries]).toEqual([[], []]);
  });

  it('names the scope that is missing, before any byte is sent', async () => {
    const own = await desk();
    await own.ask('PUT', '/sandbox/talkdesk', { scopes: ['attachments:write'] });
    const error = await failureOf(ForbiddenError, sendBytes(own.api, hello, 'text/plain', going()));
    expect([error.requiredScope, await own.puts()]).toEqual(['attachments:request', 0]);
  });

  it('asks the user when nobody can tell whether it was made', async () => {
    const own = await desk();
    const match = { method: 'POST', path: '^/attachments/2023-03$' };
    await own.ask('POST', '/sandbox/faults', { match, times: 1, fault: { kind: 'reset_after' } });
    await own.ask('POST', '/sandbox/faults', { match, times: 1, fault: { kind: 'status', status: 409 } });
    await failureOf(AttachmentUnclearError, make(own, 'a.txt', { keepRefused: true }));
    const [entry] = own.outbox.entries;
    expect(entry).toMatchObject({ state: 'asks', kind: 'attachment.create' });
    expect(await own.attachments()).toMatchObject([{ name: 'a.txt' }]);
    await own.outbox.retry(entry?.id ?? '');
    expect(await own.outbox.outcome(entry?.id ?? '', 1e9)).toMatchObject({ state: 'delivered' });
    expect(await own.attachments()).toHaveLength(1);
  });
});

describe('a download', () => {
  it('is a file when it is whole, at most as large as agreed on', async () => {
    const own = await desk();
    const { id } = await make(own, 'a.txt');
    const to = await folder();
    const file = path.join(to, 'a.txt');
    await saveAttachment(own.api, id, file, { ...going(), maxBytes: 5 });
    expect(await readFile(file, 'utf8')).toBe('hello');
    await failureOf(ResponseTooLargeError, saveAttachment(own.api, id, file, { ...going(), maxBytes: 4 }));
    const nowhere = path.join(to, 'no', 'a.txt');
    await failureOf(BytesError, saveAttachment(own.api, id, nowhere, { ...going(), maxBytes: 5 }));
    expect(await readdir(to)).toEqual(['a.txt']);
  });

  it('leaves nothing behind when it is cancelled, or cut in the middle', async () => {
    const to = await folder();
    const origin = await halves();
    const talkdesk = await server();
    const own = await desk(talkdesk.url);
    talkdesk.reply({ json: { url: `${origin}/hang` } }, { json: { url: `${origin}/cut` } });
    const file = path.join(to, 'a.bin');
    await writeFile(file, 'before');
    const abort = new AbortController();
    const receiving = { signal: abort.signal, maxBytes: 1e6, onReceived: () => abort.abort() };
    await failureOf(AbortError, saveAttachment(own.api, 'x', file, receiving));
    let received = 0;
    const counting = { ...going(), maxBytes: 1e6, onReceived: (bytes: number) => void (received = bytes) };
    await failureOf(NetworkError, saveAttachment(own.api, 'x', file, counting));
    expect(received).toBe(500_000);
    expect([await readdir(to), await readFile(file, 'utf8')]).toEqual([['a.bin'], 'before']);
  });
});

it('moves 200 MB in both directions with flat memory', async () => {
  const own = await desk();
  const size = 200 * 1024 * 1024;
  const to = await folder();
  const file = path.join(to, 'large.bin');
  await writeFile(file, '');
  await truncate(file, size);
  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = (): void => void (most = Math.max(most, process.memoryUsage().rss - before));
  const requestId = await sendBytes(own.api, await fileBytes(file), 'application/octet-stream', {
    ...going(),
    onSent: watch,
  });
  const { id, size: stored } = await own.api.attachments.create({ name: 'large.bin', request_id: requestId });
  expect(stored).toBe(size);
  const up = most;
  const saved = path.join(to, 'saved.bin');
  await saveAttachment(own.api, id, saved, { ...going(), maxBytes: size, onReceived: watch });
  expect((await fileBytes(saved)).size).toBe(size);
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
  console.log(
    `200 MB up and down, client and server in one process: memory grew by ${megabytes(up)} MB, then ${megabytes(most)} MB at most`,
  );
  expect(most).toBeLessThan(size / 2);
}, 60_000);

async function* drops(onStarted: () => void): AsyncGenerator<Uint8Array> {
  for (let count = 0; count < 10_000; count += 1) {
    await setImmediate();
    if (count === 500) onStarted();
    yield Buffer.alloc(1000);
  }
}

/** A storage that sends half of what it promised, and then nothing, or cuts the connection. */
async function halves(): Promise<string> {
  const answer = (response: ServerResponse, cut: boolean): void => {
    response.writeHead(200, { 'content-length': 1_000_000 });
    response.write(Buffer.alloc(500_000), () => {
      if (cut) response.socket?.end();
    });
  };
  const storage = createServer((request, response) => answer(response, request.url === '/cut'));
  await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    storage.close();
    storage.closeAllConnections();
  });
  return `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
}
