import { type BadEncoding, decodeText, decodeUtf8 } from './decode.ts';

/** A line of a file, or what keeps it from being read. */
export type Line = { readonly line: number } & (
  | { readonly text: string }
  | { readonly bad: BadEncoding }
  | { readonly isTooLong: true }
);

/** Ends of marks of other encodings than UTF-8, whose bytes are not split into lines. */
const otherMarks = [
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0, 0, 0xfe, 0xff],
];

/** Bytes. */
const longestMark = 4;

/**
 * Splits the bytes of a file into lines as they come, keeping no more than one. UTF-16 is split when all of it is there. Line
 * ends stay out, a carriage return before them stays in.
 */
export class TextLines {
  readonly #maxBytes: number;
  /** Bytes of the line that has not ended. */
  #rest: Uint8Array[] = [];
  #size = 0;
  #line = 1;
  /** Bytes before the line that has not ended. */
  #offset = 0;
  #isWhole: boolean | undefined;
  #isTooLong = false;

  /** @param maxBytes of a line, and of a file in UTF-16 */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @param bytes which must not be changed afterwards */
  push(bytes: Uint8Array): Line[] {
    const lines: Line[] = [];
    let from = 0;
    if (this.#isWhole === undefined) {
      const begin = Buffer.concat([...this.#rest, bytes.subarray(0, longestMark)]);
      if (begin.length < longestMark) {
        this.#rest = [begin];
        return lines;
      }
      this.#rest = [];
      return [...this.#begin(begin), ...this.push(bytes.subarray(longestMark))];
    }
    if (!this.#isWhole) {
      for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, from)) {
        this.#keep(bytes.subarray(from, end));
        lines.push(this.#end());
        this.#offset += 1;
        from = end + 1;
      }
    }
    this.#keep(bytes.subarray(from));
    return lines;
  }

  /** The last line, which nothing ends. */
  end(): Line[] {
    const lines = this.#isWhole === undefined ? this.#begin(this.#take()) : [];
    if (this.#isWhole !== true) return [...lines, this.#end()];
    if (this.#isTooLong) return [...lines, { line: 1, isTooLong: true }];
    const read = decodeText(this.#take());
    if ('bad' in read) return [...lines, { line: read.bad.line, bad: read.bad }];
    return [...lines, ...read.text.split('\n').map((text, index) => ({ line: index + 1, text }))];
  }

  #begin(bytes: Buffer): Line[] {
    this.#isWhole = otherMarks.some((mark) => mark.every((byte, at) => bytes[at] === byte));
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    if (hasMark) this.#offset = 3;
    return this.push(hasMark ? bytes.subarray(3) : bytes);
  }

  #keep(bytes: Uint8Array): void {
    this.#size += bytes.byteLength;
    if (this.#size > this.#maxBytes) {
      this.#isTooLong = true;
      this.#rest = [];
    } else if (bytes.byteLength > 0) this.#rest.push(bytes);
  }

  #take(): Buffer {
    const [first] = this.#rest;
    const bytes =
      this.#rest.length === 1 && first !== undefined
        ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
        : Buffer.concat(this.#rest);
    this.#rest = [];
    this.#size = 0;
    return bytes;
  }

  #end(): Line {
    const line = this.#line;
    const [offset, isTooLong] = [this.#offset, this.#isTooLong];
    this.#offset += this.#size;
    this.#line += 1;
    this.#isTooLong = false;
    const bytes = this.#take();
    if (isTooLong) return { line, isTooLong: true };
    const read = decodeUtf8(bytes);
    return 'text' in read
      ? { line, text: read.text }
      : { line, bad: { ...read.bad, line, offset: offset + read.bad.offset } };
  }
}
