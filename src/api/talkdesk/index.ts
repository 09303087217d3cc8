/** The attachments of Talkdesk, resource by resource. */
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
   * The same service, with `before` awaited right before each request that writes. When it rejects, the request is not sent
   * and its error passes through. Asking for a token is no write.
   */
  guarded(before: () => Promise<void>): TalkdeskApi;
  /** Closes the transport. */
  close(): Promise<void>;
}

/** Every call throws the classes of errors.ts, and `AbortError` when its signal ends it. */
export function createTalkdeskApi(options: TalkdeskOptions): TalkdeskApi {
  return viewOf(options, new Tokens(options));
}

function viewOf(options: TalkdeskOptions, tokens: Tokens): TalkdeskApi {
  const client = createTalkdeskClient(options, tokens);
  return {
    uploadLinks: uploadLinksApi(client),
    attachments: attachmentsApi(client),
    downloadLinks: downloadLinksApi(client),
    storage: createObjectStorage(options),
    guarded: (before) => viewOf({ ...options, transport: guardedTransport(options.transport, before) }, tokens),
    close: () => client.close(),
  };
}
