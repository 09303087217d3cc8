import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Routes } from '../../http/context.ts';
import { now } from '../../state/issues.ts';
import { readTalkdeskBody } from '../../talkdesk/body.ts';

const mimeType = z.string().check(z.regex(/^[\w.+-]+\/[\w.+*-]+$/));
const body = z.strictObject({ allowed_mime_types: z.optional(z.array(mimeType).check(z.minLength(1))) });

/** POST /attachments/2023-03/upload-link */
export const talkdeskUploadLink: Routes = (app, { desk, store }) => {
  app.post('/attachments/2023-03/upload-link', async (c) => {
    desk.require(c, 'attachments:request');
    const { allowed_mime_types = [] } = await readTalkdeskBody(c, body);
    const request_id = randomUUID();
    await store.change((before) => {
      const upload = { request_id, allowed_mime_types, created_at: now(), content: null };
      return { state: { ...before, uploads: [...before.uploads, upload] }, result: undefined };
    });
    return c.json({ request_id, url: desk.address('PUT', request_id, desk.settings.upload_link_seconds) });
  });
};
