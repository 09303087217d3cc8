/** A guess at the format of a text that is not JSON. */
type JsonGuess =
  | 'empty'
  | 'html'
  | 'http-headers'
  | 'utf-16'
  | 'comment'
  | 'trailing-comma'
  /** `NaN`, `Infinity`, `undefined`, Python's `None`, and `NULL`: see `word`. */
  | 'word'
  | 'quotes'
  | 'control-character'
  | 'several-values'
  | 'truncated'
  | 'unknown';

/** The place where a text stops being JSON. */
export interface JsonFault {
  /** From 1, as the editor counts: columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly guess: JsonGuess;
  /** The word that is no value; only for the guess `word`. */
  readonly word?: string;
}

/** Parses JSON; where it cannot, says at which place and why. */
export function parseJson(text: string): { readonly content: unknown } | { readonly fault: JsonFault } {
  try {
    return { content: JSON.parse(text) as unknown };
  } catch {
    return { fault: faultAt(text, scanJson(text)) };
  }
}

function faultAt(text: string, { end: offset, isWhole }: JsonScan): JsonFault {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  const at = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  const rest = text.slice(offset, offset + 200);
  const [word] = /^-?(?:NaN|nan|Infinity|undefined|None|NULL|True|TRUE|False|FALSE)(?![\w$])/.exec(rest) ?? [];
  return word === undefined ? { ...at, guess: guessOf(text, before, rest, isWhole) } : { ...at, guess: 'word', word };
}

/** A status line, what `curl -v` prints, or the first header: its name has a hyphen, or is one of the few that have none. */
const httpStart =
  /^(?:HTTP\/\d|[<>*] |(?:[a-z]+(?:-[a-z]+){1,5}|age|allow|connection|date|etag|expires|link|pragma|server|vary|via): )/i;

function guessOf(text: string, before: string, rest: string, isWhole: boolean): JsonGuess {
  if (text.trim() === '') return 'empty';
  const start = text.trimStart().slice(0, 200);
  if (httpStart.test(start)) return 'http-headers';
  if (start.startsWith('<')) return 'html';
  if (/^.?\0/s.test(text)) return 'utf-16';
  if (rest === '') return 'truncated';
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return 'comment';
  if (/^[}\]]/.test(rest) && /,\s*$/.test(before.slice(-1000))) return 'trailing-comma';
  if (/^['\u2018\u2019\u201c\u201d\u00ab`]/.test(rest)) return 'quotes';
  if (/^\p{Cc}/u.test(rest)) return 'control-character';
  return isWhole ? 'several-values' : 'unknown';
}

const blank = /[ \t\r\n]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Tells whether a character needs no escape in a string: no quote, backslash or control character, and not the end. */
function isPlain(character = 0): boolean {
  return character >= 0x20 && character !== 0x22 && character !== 0x5c;
}

/** The part of a text that is JSON. */
export interface JsonScan {
  /** Offset of the first character that is wrong, or that follows the first value. */
  readonly end: number;
  /** The first value is whole. */
  readonly isWhole: boolean;
}

/**
 * Finds where a text stops being JSON. The engine's own message names no place in some versions, and is worded otherwise
 * in each. Nesting is kept in a list, so that depth costs no stack.
 */
export function scanJson(text: string): JsonScan {
  const open: ('{' | '[')[] = [];
  let at = 0;
  const take = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length ?? 0;
  };
  const skip = (): string => {
    at += take(blank);
    return text[at] ?? '';
  };
  /** Passes a string, up to its end or to what is wrong in it. */
  const passString = (): boolean => {
    at += 1;
    // Step by step: one expression for all of it would exhaust the stack on a text of millions of escapes.
    for (let length = -1; length !== 0; at += length) {
      while (isPlain(text.codePointAt(at))) at += 1;
      length = take(escape);
    }
    if (text[at] !== '"') {
      // What is cut off within an escape ends where the text does.
      if (/^\\u?[0-9a-fA-F]{0,3}$/.test(text.slice(at, at + 6))) at = text.length;
      return false;
    }
    at += 1;
    return true;
  };
  const passName = (): boolean => {
    if (skip() !== '"' || !passString() || skip() !== ':') return false;
    at += 1;
    return true;
  };
  for (;;) {
    // A value begins here.
    const first = skip();
    if (first === '{' || first === '[') {
      at += 1;
      const isEmpty = skip() === (first === '{' ? '}' : ']');
      if (!isEmpty) {
        open.push(first);
        if (first === '{' && !passName()) return { end: at, isWhole: false };
        continue;
      }
      at += 1;
    } else if (first === '"') {
      if (!passString()) return { end: at, isWhole: false };
    } else {
      const length = take(scalar);
      if (length === 0) return { end: at + cutLength(text.slice(at, at + 400)), isWhole: false };
      at += length;
    }
    // A value has ended here.
    for (;;) {
      const next = skip();
      const inside = open.at(-1);
      if (inside === undefined) return { end: at, isWhole: true };
      if (next === ',') {
        at += 1;
        if (inside === '{' && !passName()) return { end: at, isWhole: false };
        break;
      }
      if (next !== (inside === '{' ? '}' : ']')) return { end: at, isWhole: false };
      at += 1;
      open.pop();
    }
  }
}

/** The length of a number or word whose end is missing, when nothing is behind it; else 0. */
function cutLength(rest: string): number {
  const isCut =
    /^-?\d*(?:\.\d*)?(?:[eE][+-]?)?$/.test(rest) || ['true', 'false', 'null'].some((one) => one.startsWith(rest));
  return isCut ? rest.length : 0;
}
