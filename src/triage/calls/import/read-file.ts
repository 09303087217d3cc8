import type { ImportItem, Reason } from './import-item.ts';
import { JsonValues } from './json-values.ts';
import { readValue } from './read-value.ts';
import { type Line, TextLines } from './text-lines.ts';

const megabyte = 1024 * 1024;

/** The largest JSON value that is read. A file that has one on each line may have any size. */
const maxValueBytes = 64 * megabyte;

/**
 * Reads a file of calls from its bytes as they come, and keeps no more of it than one value. Every part of the file ends up
 * in one of the items. Never throws, and never replaces what it cannot read.
 */
export class CallFileReader {
  readonly #maxBytes: number;
  readonly #lines: TextLines;
  readonly #values: JsonValues;
  #hasItems = false;
  #isStopped = false;

  constructor(maxBytes = maxValueBytes) {
    this.#maxBytes = maxBytes;
    this.#lines = new TextLines(maxBytes);
    this.#values = new JsonValues(maxBytes);
  }

  /** True when nothing more is read: what follows cannot be told apart from what is broken. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  push(bytes: Uint8Array): ImportItem[] {
    return this.#isStopped ? [] : this.#read(this.#lines.push(bytes));
  }

  end(): ImportItem[] {
    if (this.#isStopped) return [];
    const items = [...this.#read(this.#lines.end()), ...this.#itemsOf(this.#values.end())];
    if (this.#hasItems) return items;
    return [refusal({ kind: 'json', fault: { line: 1, column: 1, guess: 'empty' } }, 1)];
  }

  #read(lines: readonly Line[]): ImportItem[] {
    return lines.flatMap((line) => (this.#isStopped ? [] : this.#readLine(line)));
  }

  #readLine(line: Line): ImportItem[] {
    const { line: number } = line;
    if ('text' in line) {
      const items = this.#itemsOf(this.#values.push(line.text, number));
      return this.#values.isFull ? [...items, ...this.#stop(this.#tooLarge, number)] : items;
    }
    const reason = 'bad' in line ? ({ kind: 'encoding', fault: line.bad } as const) : this.#tooLarge;
    if (this.#values.isWaiting) return this.#stop(reason, number);
    this.#hasItems = true;
    return [refusal(reason, number)];
  }

  get #tooLarge(): Reason {
    return { kind: 'too-large', megabytes: Math.ceil(this.#maxBytes / megabyte) };
  }

  #stop(reason: Reason, line: number): ImportItem[] {
    this.#isStopped = true;
    this.#hasItems = true;
    return [refusal(reason, line)];
  }

  #itemsOf(values: ReturnType<JsonValues['end']>): ImportItem[] {
    if (values.length > 0) this.#hasItems = true;
    return values.flatMap((one) => ('kind' in one ? [one] : readValue(one.value, { line: one.line, path: '' })));
  }
}

/** Reads a whole file of calls. */
export function readFile(bytes: Uint8Array): ImportItem[] {
  const reader = new CallFileReader();
  return [...reader.push(bytes), ...reader.end()];
}

function refusal(reason: Reason, line: number): ImportItem {
  return { kind: 'refused', reason, place: { line, path: '' } };
}
