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

/** Returns the state of a file on this machine's disk; undefined for one that is gone. */
export async function lookAtDisk(path: string): Promise<FileState | undefined> {
  const seen = await stat(path).catch(() => undefined);
  return seen === undefined ? undefined : stateOf(seen);
}

/** Bytes that are read at once: most files are smaller, and their state is not asked for. */
const atOnce = 65_536;
const spare: Buffer[] = [];

/** Reads a file on this machine's disk. */
export async function readFromDisk(path: string, largest: number): Promise<ReadText> {
  const file = await open(path, 'r');
  const bytes = spare.pop() ?? Buffer.allocUnsafe(atOnce);
  try {
    const { bytesRead: size } = await read(file, bytes, 0, atOnce, 0);
    if (size === atOnce) return await readLarge(file, largest);
    return { stamp: undefined, size, text: size > largest ? undefined : textIn(bytes.subarray(0, size)) };
  } finally {
    spare.push(bytes);
    await close(file);
  }
}

async function readLarge(file: number, largest: number): Promise<ReadText> {
  const state = stateOf(await fstat(file));
  if (state.size > largest) return { ...state, text: undefined };
  const bytes = Buffer.allocUnsafe(state.size);
  let size = 0;
  for (let more = 1; more > 0 && size < state.size; size += more) {
    more = (await read(file, bytes, size, state.size - size, size)).bytesRead;
  }
  return { ...state, text: textIn(bytes.subarray(0, size)) };
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
