import { type ImportItem, type Reason, refusal } from './import-item.ts';
import { JsonValues } from './json-values.ts';
import { readValue } from './read-value.ts';
import { readSubtitles, type Subtitles, subtitlesIn } from './subtitles.ts';
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
  /** The first lines until they tell what the file is; all of them, where it holds subtitles. */
  #held: string[] | null = [];
  #heldLength = 0;
  #subtitles: Subtitles | undefined;
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
    const items = this.#read(this.#lines.end());
    if (this.#isStopped) return items;
    if (this.#subtitles !== undefined) return readSubtitles(this.#held ?? [], this.#subtitles);
    items.push(...this.#release(), ...this.#itemsOf(this.#values.end()));
    if (this.#hasItems) return items;
    return [refusal({ kind: 'json', fault: { line: 1, column: 1, guess: 'empty' } }, { line: 1, path: '' })];
  }

  #read(lines: readonly Line[]): ImportItem[] {
    return lines.flatMap((line) => (this.#isStopped ? [] : this.#readLine(line)));
  }

  #readLine(line: Line): ImportItem[] {
    const { line: number } = line;
    if ('text' in line && this.#held !== null) return this.#hold(line.text, number);
    if ('text' in line) {
      const items = this.#itemsOf(this.#values.push(line.text, number));
      return this.#values.isFull ? [...items, ...this.#stop(this.#tooLarge, number)] : items;
    }
    const reason = 'bad' in line ? ({ kind: 'encoding', fault: line.bad } as const) : this.#tooLarge;
    if (this.#values.isWaiting || (this.#held ?? []).length > 0) return this.#stop(reason, number);
    this.#hasItems = true;
    return [refusal(reason, { line: number, path: '' })];
  }

  /** Keeps a line until it is known what the file is. */
  #hold(text: string, line: number): ImportItem[] {
    const held = this.#held ?? [];
    held.push(text);
    this.#heldLength += text.length + 1;
    if (this.#heldLength > this.#maxBytes) return this.#stop(this.#tooLarge, line);
    if (this.#subtitles !== undefined || text.trim() === '') return [];
    const kind = subtitlesIn(held.filter((one) => one.trim() !== ''));
    if (kind === null) return this.#release();
    this.#subtitles = kind;
    return [];
  }

  /** Reads the lines that were kept as JSON. */
  #release(): ImportItem[] {
    const held = this.#held ?? [];
    this.#held = null;
    return held.flatMap((text, index) => this.#readLine({ text, line: index + 1 }));
  }

  get #tooLarge(): Reason {
    return { kind: 'too-large', megabytes: Math.ceil(this.#maxBytes / megabyte) };
  }

  #stop(reason: Reason, line: number): ImportItem[] {
    this.#isStopped = true;
    this.#hasItems = true;
    return [refusal(reason, { line: line, path: '' })];
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
