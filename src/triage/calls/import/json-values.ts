import type { Refusal } from './import-item.ts';
import { parseJson, scanJson } from './parse-json.ts';

/** A JSON value of a file, or a part that is none. */
export type FileValue = { readonly line: number; readonly value: unknown } | Refusal;

type Value = Exclude<FileValue, Refusal>;

/**
 * Takes the lines of a file and gives the JSON values in it: one on each line, one over many lines, or several behind each
 * other. A line that is no value waits for those behind it. Two that each are one prove that the file has a value on each
 * line, since within a value a comma would stand between them: what waits until then is a line that was cut off.
 */
export class JsonValues {
  readonly #maxLength: number;
  #waiting: string[] = [];
  #from = 0;
  #length = 0;
  /** The last of the waiting lines that is a value by itself, and its position among them. */
  #last: (Value & { readonly position: number }) | undefined;

  /** @param maxLength of a value that extends over several lines, UTF-16 units */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Lines wait for those behind them. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Those that wait are more than is read as one value. */
  get isFull(): boolean {
    return this.#length > this.#maxLength;
  }

  push(text: string, line: number): FileValue[] {
    const isBlank = text.trim() === '';
    // JSON text sequences (RFC 7464) begin each value with a record separator.
    const content = text.startsWith('\u001e') ? text.slice(1) : text;
    if (!this.isWaiting) {
      if (isBlank) return [];
      const value = valueOf(content);
      if (value !== undefined) return [{ line, ...value }];
      this.#from = line;
    }
    this.#waiting.push(content);
    this.#length += content.length + 1;
    if (isBlank || this.#waiting.length === 1) return [];
    const value = /^\s*(?:\{.*\}|\[.*\])\s*$/s.test(content) ? valueOf(content) : undefined;
    const before = this.#last;
    this.#last = value && { line, ...value, position: this.#waiting.length - 1 };
    if (before === undefined || value === undefined) return [];
    const values = valuesIn(this.#waiting.slice(0, before.position), this.#from);
    this.#clear();
    return [...values, { line: before.line, value: before.value }, { line, ...value }];
  }

  /** Reads what waits as it is. */
  end(): FileValue[] {
    const values = this.isWaiting ? valuesIn(this.#waiting, this.#from) : [];
    this.#clear();
    return values;
  }

  #clear(): void {
    this.#waiting = [];
    this.#length = 0;
    this.#last = undefined;
  }
}

function valueOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Reads lines as values behind each other. After one that is broken, it goes on with the next line that is one by itself. */
function valuesIn(lines: readonly string[], from: number): FileValue[] {
  const values: FileValue[] = [];
  let rest: Rest = { text: lines.join('\n'), line: from, column: 1 };
  for (;;) {
    rest = behind(rest, rest.text.search(/\S|$/));
    const { text, line } = rest;
    if (text === '') return values;
    const value = valueOf(text);
    if (value !== undefined) return [...values, { line, ...value }];
    const { end, isWhole } = scanJson(text);
    const first = isWhole ? valueOf(text.slice(0, end)) : undefined;
    if (first !== undefined) {
      values.push({ line, ...first });
      rest = behind(rest, end);
      if (/^[[{"]/.test(rest.text)) continue;
    }
    const next = lines.findIndex((one, at) => from + at > rest.line && /^[[{]/.test(one) && valueOf(one) !== undefined);
    const lastLine = from + (next === -1 ? lines.length : next) - 1;
    const broken = rest.text.split('\n').slice(0, lastLine - rest.line + 1);
    values.push(refusalOf({ ...rest, text: broken.join('\n') }, lastLine));
    if (next === -1) return values;
    rest = { text: lines.slice(next).join('\n'), line: from + next, column: 1 };
  }
}

/** What has not been read of some lines, and where it begins. */
interface Rest {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

function behind({ text, line, column }: Rest, end: number): Rest {
  const passed = text.slice(0, end).split('\n');
  const last = passed.at(-1)?.length ?? 0;
  return {
    text: text.slice(end),
    line: line + passed.length - 1,
    column: passed.length === 1 ? column + last : last + 1,
  };
}

function refusalOf({ text, line, column }: Rest, lastLine: number): Refusal {
  const parsed = parseJson(text);
  const fault = 'fault' in parsed ? parsed.fault : ({ line: 1, column: 1, guess: 'several-values' } as const);
  const at = { line: line + fault.line - 1, column: fault.line === 1 ? column + fault.column - 1 : fault.column };
  return {
    kind: 'refused',
    reason: { kind: 'json', fault: { ...fault, ...at } },
    place: {
      ...at,
      path: '',
      ...(line < at.line && { firstLine: line }),
      ...(lastLine > at.line && { lastLine }),
    },
  };
}
