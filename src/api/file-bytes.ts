import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ByteSource } from './bytes.ts';
import { BytesError } from './errors.ts';
import { codeOf } from './system-code.ts';

const chunkBytes = 256 * 1024;

/** A file on disk. */
export interface FileBytes extends ByteSource {
  /** Last modification, milliseconds since the epoch: shows whether the file has changed. */
  readonly modifiedMs: number;
}

/** Returns the bytes of a file. @throws BytesError, also if the file's size changes while it is read */
export async function fileBytes(file: string): Promise<FileBytes> {
  const { size, mtimeMs } = await statFile(file);
  return {
    size,
    modifiedMs: mtimeMs,
    async *open() {
      let read = 0;
      const stream = createReadStream(file, { highWaterMark: chunkBytes });
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          read += chunk.length;
          if (read > size) throw new BytesError('changed', null);
          yield chunk;
        }
      } catch (error) {
        throw error instanceof BytesError ? error : new BytesError('unreadable', codeOf(error));
      }
      if (read < size) throw new BytesError('changed', null);
    },
  };
}

async function statFile(file: string): Promise<{ readonly size: number; readonly mtimeMs: number }> {
  try {
    const stats = await stat(file);
    if (stats.isFile()) return stats;
  } catch (error) {
    throw new BytesError('unreadable', codeOf(error));
  }
  throw new BytesError('not-a-file', null);
}
