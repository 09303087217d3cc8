import { describe, expect, it } from 'vitest';
import type { BlandApi } from '../../../src/api/index.ts';
import { bytesIn } from '../../../src/api/bytes.ts';
import { callId, flag, issueId, list, ok } from './samples.ts';
import { bench, failure } from './setup.ts';
import { attachment, talkdesk, token } from './talkdesk/setup.ts';

const writes: readonly (readonly [string, (api: BlandApi) => Promise<unknown>])[] = [
  ['POST', (api) => api.flags.add(issueId, { call_id: callId, type: 'x' })],
  ['PUT', (api) => api.calls.attach(issueId, callId)],
  ['PATCH', (api) => api.issues.update(issueId, { title: 'A' })],
  ['DELETE', (api) => api.flags.remove(issueId, 'f')],
];

describe('a guard', () => {
  it.each(writes)('that rejects keeps a %s from the service, and its error passes', async (_method, write) => {
    const { server, api, log } = await bench();
    const lost = new Error('another window owns it');
    expect(await failure(write(api.guarded(() => Promise.reject(lost))))).toBe(lost);
    expect([server.requests.length, server.connections, log.length]).toEqual([0, 0, 1]);
  });

  it('is awaited before each write, after everything that it may have to wait for', async () => {
    const order: string[] = [];
    const key = async () => (order.push('key'), 'k');
    const { server, api } = await bench({ client: { key } });
    const guarded = api.guarded(async () => {
      order.push('guard');
      await new Promise(setImmediate);
      order.push(`guarded, ${server.requests.length} sent`);
    });
    server.reply({ json: ok(flag) }, { status: 204 });
    await guarded.flags.add(issueId, { call_id: callId, type: 'x' });
    await guarded.flags.remove(issueId, 'f');
    expect(order).toEqual(['key', 'guard', 'guarded, 0 sent', 'key', 'guard', 'guarded, 1 sent']);
  });

  it('concerns no read, and not the view that it was made from', async () => {
    const { server, api } = await bench();
    const guarded = api.guarded(() => Promise.reject(new Error('no')));
    server.reply({ json: list([flag]) }, { status: 204 });
    expect((await guarded.flags.list(issueId)).items).toEqual([flag]);
    await api.flags.remove(issueId, 'f');
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  });
});

describe('a guard on Talkdesk', () => {
  it('keeps back what writes, also the bytes of a file; tokens and reads are asked for, and shared', async () => {
    const { server, api } = await talkdesk();
    const lost = new Error('another window owns it');
    const guarded = api.guarded(() => Promise.reject(lost));
    server.reply(token(), { json: attachment }, { json: attachment }, token());
    expect(await api.attachments.get('b7c1')).toMatchObject({ id: 'b7c1' });
    expect(await guarded.attachments.get('b7c1')).toMatchObject({ id: 'b7c1' });
    expect(await failure(guarded.attachments.create({ name: 'a', request_id: 'r' }))).toBe(lost);
    expect(await failure(guarded.uploadLinks.create('audio/wav'))).toBe(lost);
    const put = guarded.storage.put(`${server.origin}/1`, bytesIn(Buffer.from('a')), { type: 'a/b' });
    expect(await failure(put)).toBe(lost);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /oauth/token',
      'GET /attachments/2023-03/b7c1',
      'GET /attachments/2023-03/b7c1',
      'POST /oauth/token',
    ]);
  });
});
