import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ByteSource } from './bytes.ts';
import { BytesError } from './errors.ts';
import { codeOf } from './system-code.ts';

/** Bytes of a file that are in memory at a time. */
const pieceBytes = 256 * 1024;

/** A file on the disk: when it was changed last, in milliseconds, tells whether it is still the same one. */
export interface FileBytes extends ByteSource {
  readonly modifiedMs: number;
}

/** The bytes of a file as it is now. A file that changes while it is read is an error. @throws BytesError */
export async function fileBytes(file: string): Promise<FileBytes> {
  const { size, mtimeMs } = await facts(file);
  return {
    size,
    modifiedMs: mtimeMs,
    async *open() {
      let read = 0;
      const stream = createReadStream(file, { highWaterMark: pieceBytes });
      try {
        for await (const piece of stream as AsyncIterable<Buffer>) {
          read += piece.length;
          if (read > size) throw new BytesError('changed', null);
          yield piece;
        }
      } catch (error) {
        throw error instanceof BytesError ? error : new BytesError('unreadable', codeOf(error));
      }
      if (read < size) throw new BytesError('changed', null);
    },
  };
}

async function facts(file: string): Promise<{ readonly size: number; readonly mtimeMs: number }> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found;
  } catch (error) {
    throw new BytesError('unreadable', codeOf(error));
  }
  throw new BytesError('not-a-file', null);
}
