import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BytesError, ObjectStorageError } from '../../api/errors.ts';
import type { TalkdeskApi } from '../../api/talkdesk/index.ts';

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
 * Saves an attachment as a file. The file gets its name once it is complete; after a failure nothing is left of it.
 *
 * @throws as `receiveBytes`; BytesError when the file cannot be written
 */
export async function saveAttachment(
  api: TalkdeskApi,
  attachmentId: string,
  file: string,
  receiving: Receiving,
): Promise<void> {
  // A short name: the file's own may be as long as the disk allows.
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

/** Appends all bytes: a disk that is nearly full takes some of them first. */
async function appendAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}

/** Returns the system's code of an error, as in `ENOSPC`. */
function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
