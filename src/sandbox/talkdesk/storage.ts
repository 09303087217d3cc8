import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Refusal } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';

const maxFileBytes = 1024 * 1024 * 1024;

/** PUT and GET /talkdesk-storage/{key}: the presigned addresses. */
export const talkdeskStorage: Routes = (app, { talkdesk, store }) => {
  app.put('/talkdesk-storage/:key', async (c) => {
    const key = c.req.param('key');
    const pieces = c.env.incoming as AsyncIterable<Uint8Array>;
    const type = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const length = Number(c.req.header('content-length') ?? Number.NaN);
    try {
      talkdesk.checkPresigned(c, 'PUT', key);
      const found = (await store.read()).uploads.find(({ request_id }) => request_id === key);
      if (found === undefined) throw refuse(404, 'NoSuchKey', 'The specified key does not exist.');
      if (Number.isNaN(length))
        throw refuse(411, 'MissingContentLength', 'You must provide the Content-Length header.');
      if (length > maxFileBytes) throw refuse(413, 'EntityTooLarge', 'Your proposed upload exceeds the maximum size.');
      const allowed = found.allowed_mime_types;
      if (allowed.length > 0 && !allowed.includes(type)) {
        throw refuse(403, 'SignatureDoesNotMatch', 'The content type is not one of the allowed types.');
      }
    } catch (error) {
      // Read to the end: the client would see a broken pipe instead of the refusal.
      for await (const _ of pieces);
      throw error;
    }
    const upload = store.beginImport();
    let size = 0;
    try {
      for await (const piece of pieces) {
        size += piece.byteLength;
        upload.addBytes(piece);
        await upload.storeBatches();
      }
      await store.finishImports([upload], (before, [from = 0]) => {
        const content = { size, type, import: from };
        const uploads = before.uploads.map((one) => (one.request_id === key ? { ...one, content } : one));
        const old = before.uploads.find(({ request_id }) => request_id === key)?.content?.import;
        return { state: { ...before, uploads }, result: undefined, unusedImports: old === undefined ? [] : [old] };
      });
    } catch (error) {
      upload.abandon();
      throw error;
    }
    return c.body(null, 200);
  });

  app.get('/talkdesk-storage/:key', async (c) => {
    const key = c.req.param('key');
    talkdesk.checkPresigned(c, 'GET', key);
    const { uploads } = await store.read();
    const content = uploads.find(({ request_id }) => request_id === key)?.content;
    if (content === null || content === undefined) {
      throw refuse(404, 'NoSuchKey', 'The specified key does not exist.');
    }
    const { outgoing } = c.env;
    outgoing.writeHead(200, { 'content-type': content.type, 'content-length': content.size });
    // The client may close the connection before the end.
    await pipeline(store.bytesOf(content.import), outgoing).catch(() => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
  });
};

const refuse = (status: 403 | 404 | 411 | 413, code: string, message: string): Refusal =>
  new Refusal(status, code, message, 'xml');
