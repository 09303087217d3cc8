import { UnreadableTree } from './tree.ts';

/** A token of JSON. `kind` is the sign itself, or the sort of value. */
export interface JsonToken {
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'literal';
  readonly offset: number;
  readonly end: number;
}

const signs = '{}[],:';
const space = /[\t\n\r ]*/y;
const literal = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Reads the token at or after an offset; undefined at the end. @throws UnreadableTree */
export function nextToken(text: string, from: number): JsonToken | undefined {
  space.lastIndex = from;
  space.test(text);
  const offset = space.lastIndex;
  const sign = text[offset];
  if (sign === undefined) return undefined;
  if (signs.includes(sign)) return { kind: sign as JsonToken['kind'], offset, end: offset + 1 };
  if (sign === '"') return { kind: 'string', offset, end: stringEnd(text, offset) };
  literal.lastIndex = offset;
  if (!literal.test(text)) throw malformed();
  return { kind: 'literal', offset, end: literal.lastIndex };
}

export function malformed(): UnreadableTree {
  return new UnreadableTree('The JSON is not well formed.');
}

/** The value of a string token. @throws UnreadableTree */
export function stringValue(text: string, { offset, end }: JsonToken): string {
  const written = text.slice(offset, end);
  if (!written.includes('\\')) return written.slice(1, -1);
  try {
    return String(JSON.parse(written));
  } catch {
    throw malformed();
  }
}

/** The offset after the closing quote. */
function stringEnd(text: string, offset: number): number {
  for (let at = offset + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) throw malformed();
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
