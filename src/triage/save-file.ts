import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BytesError } from '../api/errors.ts';

/**
 * Writes a file as its bytes come. It gets its name once it is complete; after a failure nothing is left of it.
 *
 * @param fill appends all pieces
 * @throws what `fill` throws; BytesError when the file cannot be written
 */
export async function saveFile(
  file: string,
  fill: (append: (piece: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  // A short name: the file's own may be as long as the disk allows.
  const temporary = path.join(path.dirname(file), `.${randomUUID()}.part`);
  try {
    const handle = await writing(open(temporary, 'wx'));
    try {
      await fill((piece) => writing(appendAll(handle, piece)));
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
