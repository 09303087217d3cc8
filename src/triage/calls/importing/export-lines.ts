import { TextLines } from '../import/text-lines.ts';
import { parseJson } from '../import/parse-json.ts';
import type { Refusal } from '../import/import-item.ts';

/** The first line of an export of the sandbox; its items follow, one a line. */
const start = '{"call_triage_export":1,"items":[';

/** An item of an export, as it is sent, and the call in it, if it is one. */
export interface ExportItem {
  readonly kind: 'exported';
  readonly json: string;
  readonly callId: string | null;
}

/** Bytes of a line. */
const maxLineBytes = 128 * 1024 * 1024;

/** Tells whether a file begins as an export does. @param begin at least `exportStartBytes` of it, if it has as many */
export function isExport(begin: Uint8Array): boolean {
  return Buffer.from(begin.subarray(0, start.length)).toString('latin1') === start;
}

export const exportStartBytes = start.length;

/** Reads an export line by line, keeping no more than one. */
export class ExportReader {
  readonly #lines = new TextLines(maxLineBytes);
  #isEnded = false;
  #lastLine = 1;

  push(bytes: Uint8Array): (ExportItem | Refusal)[] {
    return this.#lines.push(bytes).flatMap((line) => this.#read(line));
  }

  end(): (ExportItem | Refusal)[] {
    const items = this.#lines.end().flatMap((line) => this.#read(line));
    if (this.#isEnded) return items;
    return [...items, brokenAt(this.#lastLine + 1, 1, 'truncated')];
  }

  #read(line: ReturnType<TextLines['push']>[number]): (ExportItem | Refusal)[] {
    const { line: number } = line;
    if ('bad' in line) {
      return [{ kind: 'refused', reason: { kind: 'encoding', fault: line.bad }, place: { line: number, path: '' } }];
    }
    if ('isTooLong' in line) {
      const reason = { kind: 'too-large', megabytes: maxLineBytes / 1024 / 1024 } as const;
      return [{ kind: 'refused', reason, place: { line: number, path: '' } }];
    }
    const text = line.text.trim();
    if (text === '' || number === 1) return [];
    this.#lastLine = number;
    if (text === ']}') {
      this.#isEnded = true;
      return [];
    }
    const json = text.replace(/,$/, '');
    const parsed = parseJson(json);
    if ('fault' in parsed) return [brokenAt(number, parsed.fault.column, parsed.fault.guess)];
    const call: unknown = fieldOf(parsed.content, 'call');
    const callId = fieldOf(call, 'call_id');
    return [{ kind: 'exported', json, callId: typeof callId === 'string' ? callId : null }];
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

type JsonReason = Refusal['reason'] & { readonly kind: 'json' };

function brokenAt(line: number, column: number, guess: JsonReason['fault']['guess']): Refusal {
  return {
    kind: 'refused',
    reason: { kind: 'json', fault: { line, column, guess } },
    place: { line, column, path: '' },
  };
}
