import * as z from 'zod/mini';
import { readFlat } from '../bland/envelope.ts';
import { object, position, required, text, textOrEmpty } from '../bland/lenient.ts';
import type { RequestOptions } from '../bland/request-options.ts';
import { checked, segment } from '../bland/strict.ts';
import type { TalkdeskClient } from './client.ts';
import { scopes } from './scopes.ts';

const path = '/attachments/2023-03';

/** An attachment. The values of `state` are not documented. Links are not read, since they point to other hosts. */
const attachmentSchema = z.object({
  id: required,
  name: textOrEmpty,
  state: textOrEmpty,
  /** Bytes. */
  size: position,
  type: text,
  metadata: object,
});

export type Attachment = Readonly<z.output<typeof attachmentSchema>>;

/** Create an Attachment, body. Which fields are required is not documented: name and request_id are always sent. */
const newAttachmentSchema = z.strictObject({
  name: z.string().check(z.minLength(1)),
  request_id: z.string().check(z.minLength(1)),
  metadata: z.optional(z.record(z.string(), z.unknown())),
});

type NewAttachment = Readonly<z.output<typeof newAttachmentSchema>>;

export interface AttachmentsApi {
  /**
   * POST /attachments/2023-03, scope `attachments:write`, after the bytes are uploaded.
   * @throws ConflictError when the name is taken; BadRequestError with the fields' names in `paths`; ForbiddenError
   */
  create(attachment: NewAttachment, options?: RequestOptions): Promise<Attachment>;
  /** GET /attachments/2023-03/{id}, scope `attachments:read`. @throws NotFoundError */
  get(id: string, options?: RequestOptions): Promise<Attachment>;
}

export function attachmentsApi(client: TalkdeskClient): AttachmentsApi {
  return {
    async create(attachment, { signal } = {}) {
      const body = checked(newAttachmentSchema, attachment);
      return readFlat(await client.request(scopes.write, { method: 'POST', path, body, signal }), attachmentSchema);
    },
    async get(id, { signal } = {}) {
      const one = `${path}/${segment(id, 'attachmentId')}`;
      return readFlat(await client.request(scopes.read, { method: 'GET', path: one, signal }), attachmentSchema);
    },
  };
}
