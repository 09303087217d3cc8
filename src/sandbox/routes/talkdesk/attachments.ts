import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { Refusal } from '../../http/answers.ts';
import type { Routes } from '../../http/context.ts';
import { now } from '../../state/issues.ts';
import { type Attachment, jsonObject, type State } from '../../state/schema.ts';
import { invalid, missing, readTalkdeskBody } from '../../talkdesk/body.ts';

const body = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(255), z.regex(/^[^/\\\p{Cc}]+$/u)),
  request_id: z.string().check(z.minLength(1)),
  metadata: z.optional(jsonObject),
});

/** POST /attachments/2023-03 and GET /attachments/2023-03/{id} */
export const talkdeskAttachments: Routes = (app, { desk, store }) => {
  app.post('/attachments/2023-03', async (c) => {
    desk.require(c, 'attachments:write');
    const wanted = await readTalkdeskBody(c, body);
    const oldest = new Date(Date.now() - desk.settings.request_seconds * 1000).toISOString();
    const made = await store.change((before) => {
      const known = before.attachments.find((one) => one.request_id === wanted.request_id);
      // Not documented: a request that is repeated word for word is answered with what it made, as its 200 suggests.
      if (known?.name === wanted.name) return { state: before, result: known };
      const attachment = make(before, wanted, oldest, known !== undefined);
      return { state: { ...before, attachments: [...before.attachments, attachment] }, result: attachment };
    });
    return c.json(view(made));
  });

  app.get('/attachments/2023-03/:id', async (c) => {
    desk.require(c, 'attachments:read');
    const { attachments } = await store.read();
    const found = attachments.find(({ id }) => id === c.req.param('id'));
    if (found === undefined) throw missing();
    return c.json(view(found));
  });
};

/** @throws Refusal 400 for an upload that cannot be used (any more), 409 for a name that is taken */
function make(state: State, wanted: z.infer<typeof body>, oldest: string, used: boolean): Attachment {
  const refuse = (description: string): Refusal => invalid({ name: 'request_id', description });
  const upload = state.uploads.find((one) => one.request_id === wanted.request_id);
  if (upload === undefined) throw refuse('is not known');
  if (used) throw refuse('has been used');
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

/** An attachment as every operation answers it; the links have the addresses that the service documents. */
function view({ id, name, state, size, type, metadata }: Attachment) {
  const self = `https://sandbox.talkdesk.com/assets/${id}`;
  const _links = { self: { href: self }, download_link: { href: `${self}/download-link` } };
  return { id, name, state, size, type, ...(metadata === null ? {} : { metadata }), _links };
}
