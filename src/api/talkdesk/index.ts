/** The attachments API of Talkdesk, by resource. */
import { guardedTransport } from '../guarded-transport.ts';
import { type AttachmentsApi, attachmentsApi } from './attachments.ts';
import { createTalkdeskClient, type TalkdeskOptions } from './client.ts';
import { type DownloadLinksApi, downloadLinksApi } from './download-links.ts';
import { createObjectStorage, type Storage } from './object-storage.ts';
import { Tokens } from './tokens.ts';
import { type UploadLinksApi, uploadLinksApi } from './upload-links.ts';

export type { TalkdeskOptions } from './client.ts';

export interface TalkdeskApi {
  readonly uploadLinks: UploadLinksApi;
  readonly attachments: AttachmentsApi;
  readonly downloadLinks: DownloadLinksApi;
  readonly storage: Storage;
  /**
   * Returns the same API that awaits `before` before each request that writes, and does not send it if `before` rejects.
   * Requests for tokens are not writes.
   */
  guarded(before: () => Promise<void>): TalkdeskApi;
  /** Closes the transport. */
  close(): Promise<void>;
}

/** All methods throw the classes of errors.ts, and `AbortError` if their signal is aborted. */
export function createTalkdeskApi(options: TalkdeskOptions): TalkdeskApi {
  return createApi(options, new Tokens(options));
}

function createApi(options: TalkdeskOptions, tokens: Tokens): TalkdeskApi {
  const client = createTalkdeskClient(options, tokens);
  return {
    uploadLinks: uploadLinksApi(client),
    attachments: attachmentsApi(client),
    downloadLinks: downloadLinksApi(client),
    storage: createObjectStorage(options),
    guarded: (before) => createApi({ ...options, transport: guardedTransport(options.transport, before) }, tokens),
    close: () => client.close(),
  };
}
