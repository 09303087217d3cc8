/** The attachments of Talkdesk, resource by resource. */
import { type AttachmentsApi, attachmentsApi } from './attachments.ts';
import { createTalkdeskClient, type TalkdeskOptions } from './client.ts';
import { type DownloadLinksApi, downloadLinksApi } from './download-links.ts';
import { createStorage, type Storage } from './storage.ts';
import { type UploadLinksApi, uploadLinksApi } from './upload-links.ts';

export type { TalkdeskOptions } from './client.ts';

export interface TalkdeskApi {
  readonly uploadLinks: UploadLinksApi;
  readonly attachments: AttachmentsApi;
  readonly downloadLinks: DownloadLinksApi;
  readonly storage: Storage;
  /** Closes the transport. */
  close(): Promise<void>;
}

/** Every call throws the classes of errors.ts, and `AbortError` when its signal ends it. */
export function createTalkdeskApi(options: TalkdeskOptions): TalkdeskApi {
  const client = createTalkdeskClient(options);
  return {
    uploadLinks: uploadLinksApi(client),
    attachments: attachmentsApi(client),
    downloadLinks: downloadLinksApi(client),
    storage: createStorage(options),
    close: () => client.close(),
  };
}
