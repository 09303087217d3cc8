import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BytesError, ObjectStorageError } from '../../api/errors.ts';
import type { TalkdeskApi } from '../../api/talkdesk/index.ts';
import { appendAll, errorCode } from './files.ts';

export interface Receiving {
  readonly signal: AbortSignal;
  /** What was agreed on: no more is read, bytes. */
  readonly maxBytes: number;
  /** Called with the bytes that have come so far. */
  readonly onReceived?: (bytes: number) => void;
}

/**
 * Reads an attachment's bytes. An address that has ended is asked for anew, as long as nothing has come.
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
 * Saves an attachment as a file. It has its name only when it is whole; otherwise nothing is left of it.
 *
 * @throws as `receiveBytes`; BytesError when the file cannot be written
 */
export async function saveAttachment(
  api: TalkdeskApi,
  attachmentId: string,
  file: string,
  receiving: Receiving,
): Promise<void> {
  // A name of its own: the file's may be as long as the disk allows.
  const temporary = path.join(path.dirname(file), `.${randomUUID()}.part`);
  try {
    const handle = await writing(open(temporary, 'wx'));
    try {
      await receiveBytes(api, attachmentId, (piece) => writing(appendAll(handle, piece)), receiving);
      await writing(handle.sync());
    } finally {
      await handle.close();
    }
    await writing(rename(temporary, file));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writing<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw new BytesError('unwritable', errorCode(error) ?? null);
  }
}
