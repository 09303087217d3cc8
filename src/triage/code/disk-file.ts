import { isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';
import { promisify } from 'node:util';
import type { FileState, ReadText } from './code-files.ts';
import { decodeText } from '../calls/import/decode.ts';

// A workspace has thousands of files: handles of `node:fs/promises` cost more.
const open = promisify(fs.open);
const close = promisify(fs.close);
const stat = promisify(fs.stat);
const fstat = promisify(fs.fstat);
const read = promisify(fs.read);

/** Bytes that are read at once: most files are smaller, and their state is not asked for. */
const atOnce = 65_536;

/** Milliseconds within which a file is read that is waited for. Handing it to another thread takes longer than most reads do. */
const quick = 4;

/** Reads in a row that took longer, after which the disk is not waited for: it may be a network drive. */
const mostSlow = 4;

/** Files on this machine's disk. */
export class DiskFiles {
  readonly #spare: Buffer[] = [];
  /** The last reads in a row that took long. */
  #slow = 0;

  /** Returns the state of a file; undefined for one that is gone. */
  async look(path: string): Promise<FileState | undefined> {
    const seen = await stat(path).catch(() => undefined);
    return seen === undefined ? undefined : stateOf(seen);
  }

  /** Reads a file that has at most this many bytes. @throws when it is gone or is no text */
  async read(path: string, largest: number): Promise<ReadText> {
    const bytes = this.#spare.pop() ?? Buffer.allocUnsafe(atOnce);
    try {
      const size = this.#slow >= mostSlow ? await readStart(path, bytes) : this.#readStart(path, bytes);
      if (size === atOnce) return await readLarge(path, largest);
      return { stamp: undefined, size, text: size > largest ? undefined : textIn(bytes.subarray(0, size)) };
    } finally {
      this.#spare.push(bytes);
    }
  }

  #readStart(path: string, bytes: Buffer): number {
    const began = performance.now();
    const file = fs.openSync(path, 'r');
    try {
      return fs.readSync(file, bytes, 0, atOnce, 0);
    } finally {
      fs.closeSync(file);
      this.#slow = performance.now() - began > quick ? this.#slow + 1 : 0;
    }
  }
}

async function readStart(path: string, bytes: Buffer): Promise<number> {
  const file = await open(path, 'r');
  try {
    return (await read(file, bytes, 0, atOnce, 0)).bytesRead;
  } finally {
    await close(file);
  }
}

async function readLarge(path: string, largest: number): Promise<ReadText> {
  const file = await open(path, 'r');
  try {
    const state = stateOf(await fstat(file));
    if (state.size > largest) return { ...state, text: undefined };
    const bytes = Buffer.allocUnsafe(state.size);
    let size = 0;
    for (let more = 1; more > 0 && size < state.size; size += more) {
      more = (await read(file, bytes, size, state.size - size, size)).bytesRead;
    }
    return { ...state, text: textIn(bytes.subarray(0, size)) };
  } finally {
    await close(file);
  }
}

/** @throws when the bytes are no text */
export function textIn(bytes: Uint8Array): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (isUtf8(bytes))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', hasMark ? 3 : 0);
  const decoded = decodeText(bytes);
  if ('bad' in decoded) throw new Error(`The file is not valid ${decoded.bad.encoding}.`);
  return decoded.text;
}

function stateOf({ mtimeMs, size }: { readonly mtimeMs: number; readonly size: number }): FileState {
  return { stamp: `${mtimeMs} ${size}`, size };
}
