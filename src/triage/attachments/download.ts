import { ObjectStorageError } from '../../api/errors.ts';
import type { TalkdeskApi } from '../../api/talkdesk/index.ts';
import { saveFile } from '../save-file.ts';

export interface Receiving {
  readonly signal: AbortSignal;
  /** The limit that was agreed on, bytes. */
  readonly maxBytes: number;
  /** Called with the number of bytes received so far. */
  readonly onReceived?: (bytes: number) => void;
}

/**
 * Reads an attachment's bytes. An expired download link is renewed as long as nothing has arrived.
 *
 * @throws ServiceError; ResponseTooLargeError beyond `maxBytes`; AbortError
 */
export async function receiveBytes(
  api: TalkdeskApi,
  attachmentId: string,
  take: (piece: Uint8Array) => Promise<void>,
  { signal, maxBytes, onReceived }: Receiving,
): Promise<void> {
  let received = 0;
  const receive = async (piece: Uint8Array): Promise<void> => {
    await take(piece);
    received += piece.byteLength;
    onReceived?.(received);
  };
  for (let renewed = false; ; renewed = true) {
    const { url } = await api.downloadLinks.get(attachmentId, { signal });
    try {
      return await api.storage.get(url, { maxBytes, receive, signal });
    } catch (error) {
      if (renewed || received > 0 || !(error instanceof ObjectStorageError && error.expired)) throw error;
    }
  }
}

/**
 * Saves an attachment as a file.
 *
 * @throws as `receiveBytes`; BytesError when the file cannot be written
 */
export async function saveAttachment(
  api: TalkdeskApi,
  attachmentId: string,
  file: string,
  receiving: Receiving,
): Promise<void> {
  await saveFile(file, (append) => receiveBytes(api, attachmentId, append, receiving));
}
