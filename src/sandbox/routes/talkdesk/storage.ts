import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Refusal } from '../../http/answers.ts';
import type { Routes } from '../../http/context.ts';

/** The largest file that is taken, bytes. */
const largest = 1024 * 1024 * 1024;

/** PUT and GET /talkdesk-storage/{key}: presigned addresses, which refuse any authorization but their own. */
export const talkdeskStorage: Routes = (app, { desk, store }) => {
  app.put('/talkdesk-storage/:key', async (c) => {
    const key = c.req.param('key');
    const pieces = c.env.incoming as AsyncIterable<Uint8Array>;
    const type = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const length = Number(c.req.header('content-length') ?? Number.NaN);
    try {
      desk.checkAddress(c, 'PUT', key);
      const upload = (await store.read()).uploads.find(({ request_id }) => request_id === key);
      if (upload === undefined) throw refuse(404, 'NoSuchKey', 'The specified key does not exist.');
      if (Number.isNaN(length))
        throw refuse(411, 'MissingContentLength', 'You must provide the Content-Length header.');
      if (length > largest) throw refuse(413, 'EntityTooLarge', 'Your proposed upload exceeds the maximum size.');
      const allowed = upload.allowed_mime_types;
      if (allowed.length > 0 && !allowed.includes(type)) {
        throw refuse(403, 'SignatureDoesNotMatch', 'The content type is not one of the allowed types.');
      }
    } catch (error) {
      // Read to the end, so that the caller sees the refusal and not a broken pipe.
      for await (const _ of pieces);
      throw error;
    }
    const importing = store.beginImport();
    let size = 0;
    try {
      for await (const piece of pieces) {
        size += piece.byteLength;
        importing.addBytes(piece);
        await importing.storeBatches();
      }
      await store.finish(importing, (before, from) => {
        const content = { size, type, import: from };
        const uploads = before.uploads.map((one) => (one.request_id === key ? { ...one, content } : one));
        const old = before.uploads.find(({ request_id }) => request_id === key)?.content?.import;
        return { state: { ...before, uploads }, result: undefined, dropped: old };
      });
    } catch (error) {
      importing.abandon();
      throw error;
    }
    return c.body(null, 200);
  });

  app.get('/talkdesk-storage/:key', async (c) => {
    const key = c.req.param('key');
    desk.checkAddress(c, 'GET', key);
    const { uploads } = await store.read();
    const content = uploads.find(({ request_id }) => request_id === key)?.content;
    if (content === null || content === undefined) {
      throw refuse(404, 'NoSuchKey', 'The specified key does not exist.');
    }
    const { outgoing } = c.env;
    outgoing.writeHead(200, { 'content-type': content.type, 'content-length': content.size });
    // Whoever asked may be gone before the end.
    await pipeline(store.bytesOf(content.import), outgoing).catch(() => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
  });
};

const refuse = (status: 403 | 404 | 411 | 413, code: string, message: string): Refusal =>
  new Refusal(status, code, message, 'xml');
