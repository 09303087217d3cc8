import * as z from 'zod/mini';
import { readFlat } from '../bland/envelope.ts';
import { orElse, required } from '../bland/lenient.ts';
import type { RequestOptions } from '../bland/request-options.ts';
import { segment } from '../bland/strict.ts';
import type { TalkdeskClient } from './client.ts';
import { scopes } from './scopes.ts';

const downloadLinkSchema = z.object({
  url: required,
  /** Seconds for which the address is valid; documented as 600. */
  expire_time: orElse(z.number(), 600),
});

type DownloadLink = Readonly<z.output<typeof downloadLinkSchema>>;

export interface DownloadLinksApi {
  /** GET /attachments/2023-03/{id}/download-link, scope `attachments:download`. @throws NotFoundError */
  get(attachmentId: string, options?: RequestOptions): Promise<DownloadLink>;
}

export function downloadLinksApi(client: TalkdeskClient): DownloadLinksApi {
  return {
    async get(attachmentId, { signal } = {}) {
      const path = `/attachments/2023-03/${segment(attachmentId, 'attachmentId')}/download-link`;
      return readFlat(await client.request(scopes.download, { method: 'GET', path, signal }), downloadLinkSchema);
    },
  };
}
