import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import * as z from 'zod/mini';
import { type FieldFault, Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { type Attachment, jsonObject, type State } from '../state/schema.ts';
import { now } from '../time.ts';

const mimeType = z.string().check(z.regex(/^[\w.+-]+\/[\w.+*-]+$/));
const newLink = z.strictObject({ allowed_mime_types: z.optional(z.array(mimeType).check(z.minLength(1))) });
const newAttachment = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(255), z.regex(/^[^/\\\p{Cc}]+$/u)),
  request_id: z.string().check(z.minLength(1)),
  metadata: z.optional(jsonObject),
});

/** Upload Link, Create, Get and Download Link, under /attachments/2023-03. */
export const talkdeskAttachments: Routes = (app, { talkdesk, store }) => {
  app.post('/attachments/2023-03/upload-link', async (c) => {
    talkdesk.requireScope(c, 'attachments:request');
    const { allowed_mime_types = [] } = await readTalkdeskBody(c, newLink);
    const request_id = randomUUID();
    await store.change((before) => {
      const upload = { request_id, allowed_mime_types, created_at: now(), content: null };
      return { state: { ...before, uploads: [...before.uploads, upload] }, result: undefined };
    });
    return c.json({ request_id, url: talkdesk.presign('PUT', request_id, talkdesk.settings.upload_link_seconds) });
  });

  app.post('/attachments/2023-03', async (c) => {
    talkdesk.requireScope(c, 'attachments:write');
    const wanted = await readTalkdeskBody(c, newAttachment);
    const oldest = new Date(Date.now() - talkdesk.settings.request_seconds * 1000).toISOString();
    const attachment = await store.change((before) => {
      const existing = before.attachments.find((one) => one.request_id === wanted.request_id);
      // Not documented: repeating a request word for word returns what it created, as its 200 suggests.
      if (existing?.name === wanted.name) return { state: before, result: existing };
      const made = makeAttachment(before, wanted, oldest, existing !== undefined);
      return { state: { ...before, attachments: [...before.attachments, made] }, result: made };
    });
    return c.json(attachmentView(attachment));
  });

  app.get('/attachments/2023-03/:id', async (c) => {
    talkdesk.requireScope(c, 'attachments:read');
    return c.json(attachmentView(requireAttachment(await store.read(), c.req.param('id'))));
  });

  app.get('/attachments/2023-03/:id/download-link', async (c) => {
    talkdesk.requireScope(c, 'attachments:download');
    const { request_id } = requireAttachment(await store.read(), c.req.param('id'));
    const { download_link_seconds: expire_time } = talkdesk.settings;
    return c.json({ url: talkdesk.presign('GET', request_id, expire_time), expire_time });
  });
};

/** @throws Refusal 404 */
function requireAttachment({ attachments }: State, id: string): Attachment {
  const found = attachments.find((one) => one.id === id);
  if (found === undefined) throw new Refusal(404, 'not_found', 'The attachment was not found.', 'talkdesk');
  return found;
}

/** @throws Refusal 400 for an upload that is missing, expired or used, 409 for a name that is taken */
function makeAttachment(
  state: State,
  wanted: z.infer<typeof newAttachment>,
  oldest: string,
  isUsed: boolean,
): Attachment {
  const refuse = (description: string): Refusal => invalid({ name: 'request_id', description });
  const upload = state.uploads.find((one) => one.request_id === wanted.request_id);
  if (upload === undefined) throw refuse('is not known');
  if (isUsed) throw refuse('has been used');
  if (upload.created_at <= oldest) throw refuse('has expired');
  if (upload.content === null) throw refuse('has no uploaded file yet');
  if (state.attachments.some(({ name }) => name === wanted.name)) {
    const message = 'An attachment with this name already exists.';
    throw new Refusal(409, 'conflict', message, 'talkdesk', [{ name: 'name', description: 'must be unique' }]);
  }
  return {
    id: randomUUID(),
    request_id: wanted.request_id,
    name: wanted.name,
    state: 'active',
    size: upload.content.size,
    type: upload.content.type,
    metadata: wanted.metadata ?? null,
    created_at: now(),
  };
}

/** An attachment as every operation answers it; its links have the documented addresses. */
function attachmentView({ id, name, state, size, type, metadata }: Attachment) {
  const self = `https://sandbox.talkdesk.com/assets/${id}`;
  const _links = { self: { href: self }, download_link: { href: `${self}/download-link` } };
  return { id, name, state, size, type, ...(metadata === null ? {} : { metadata }), _links };
}

/** Reads a JSON body strictly. @throws Refusal 400 that names each field at fault */
async function readTalkdeskBody<Schema extends z.ZodMiniType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  try {
    return await readBody(c, schema);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const faults = error.message.split('; ').map((fault) => {
      const [, name = 'body', description = fault] = /^([\w.]+): (.+)$/.exec(fault) ?? [];
      return { name, description };
    });
    throw invalid(...faults);
  }
}

function invalid(...fields: readonly FieldFault[]): Refusal {
  return new Refusal(400, 'validation_error', 'The request is not valid.', 'talkdesk', fields);
}
