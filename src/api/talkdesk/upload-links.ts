import * as z from 'zod/mini';
import { readFlat } from '../bland/envelope.ts';
import { required } from '../bland/lenient.ts';
import type { RequestOptions } from '../bland/request-options.ts';
import { checked } from '../bland/strict.ts';
import type { TalkdeskClient } from './client.ts';
import { scopes } from './scopes.ts';

const bodySchema = z.strictObject({ allowed_mime_types: z.array(z.string().check(z.minLength(1))) });
const uploadLinkSchema = z.object({ request_id: required, url: required });

/** A presigned address for the bytes (`url`), and the ID that the attachment is then created from (`request_id`). */
type UploadLink = Readonly<z.output<typeof uploadLinkSchema>>;

export interface UploadLinksApi {
  /** POST /attachments/2023-03/upload-link, scope `attachments:request`. Creates nothing permanent. */
  create(mimeType: string, options?: RequestOptions): Promise<UploadLink>;
}

export function uploadLinksApi(client: TalkdeskClient): UploadLinksApi {
  return {
    async create(mimeType, { signal } = {}) {
      const body = checked(bodySchema, { allowed_mime_types: [mimeType] });
      const path = '/attachments/2023-03/upload-link';
      const answer = await client.request(scopes.request, { method: 'POST', path, body, signal });
      return readFlat(answer, uploadLinkSchema);
    },
  };
}
