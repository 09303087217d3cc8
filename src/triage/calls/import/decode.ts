import { isUtf8 } from 'node:buffer';

/** Bytes that are not a text that can be read without guessing. */
export interface BadEncoding {
  /** The encoding that the bytes do not keep to, or that is not read at all. */
  readonly encoding: 'UTF-8' | 'UTF-16' | 'UTF-32';
  /** Offset of the first wrong byte, from 0. */
  readonly offset: number;
  /** Its line, from 1. */
  readonly line: number;
}

/**
 * Decodes UTF-8, strictly, and UTF-16 that says so by its mark. Nothing is ever replaced: bytes of any other encoding are
 * refused, since a replaced character would become part of a flag's `message_text`.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string } | { readonly bad: BadEncoding } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const startsWith = (...mark: number[]): boolean => mark.every((byte, at) => buffer[at] === byte);
  if (startsWith(0xff, 0xfe, 0, 0) || startsWith(0, 0, 0xfe, 0xff)) return bad('UTF-32', 0, 1);
  if (startsWith(0xff, 0xfe)) return decodeUtf16(buffer.subarray(2));
  if (startsWith(0xfe, 0xff)) {
    const whole = buffer.length - (buffer.length % 2);
    return decodeUtf16(Buffer.concat([Buffer.from(buffer.subarray(2, whole)).swap16(), buffer.subarray(whole)]));
  }
  return decodeUtf8(buffer, startsWith(0xef, 0xbb, 0xbf) ? 3 : 0);
}

/** Decodes UTF-8, strictly. @param start bytes to leave out, of a mark */
export function decodeUtf8(buffer: Buffer, start = 0): ReturnType<typeof decodeText> {
  const offset = isUtf8(buffer) ? null : firstBadByte(buffer);
  if (offset !== null) return bad('UTF-8', offset, linesIn(buffer.toString('latin1', 0, offset)));
  return { text: buffer.toString('utf8', start) };
}

function bad(encoding: BadEncoding['encoding'], offset: number, line: number): { readonly bad: BadEncoding } {
  return { bad: { encoding, offset, line } };
}

/** The number of lines that a text has so far. */
function linesIn(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

/** @param buffer little-endian, without its mark of two bytes */
function decodeUtf16(buffer: Buffer): ReturnType<typeof decodeText> {
  const text = buffer.toString('utf16le');
  const lone = text.search(/\p{Cs}/u);
  const end = lone !== -1 ? lone : buffer.length % 2 === 1 ? text.length : -1;
  return end === -1 ? { text } : bad('UTF-16', 2 + end * 2, linesIn(text.slice(0, end)));
}

/** The first byte that does not begin a whole character of UTF-8; null when there is none. */
function firstBadByte(bytes: Uint8Array): number | null {
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return null;
}

/** The bytes of the character at this place (Unicode, table 3-7); 0 when it is none. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next += 1) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
