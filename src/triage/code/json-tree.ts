import { type JsonToken, malformed, nextToken, stringValue } from './json-tokens.ts';
import { type Entry, maxDepth, type Steps, type Tree, UnreadableTree } from './tree.ts';

/** Tokens that are read in one step: about a millisecond. */
const tokensInStep = 4_000;

/** A collection whose end is not reached yet. */
interface Open {
  readonly offset: number;
  /** Undefined in a sequence. */
  readonly entries: Map<string, Entry> | undefined;
  readonly items: Tree[];
  key: { readonly text: string; readonly offset: number; readonly end: number } | undefined;
  /** The token that comes next: `first` is a key or an item, or the end. */
  expects: 'first' | 'key' | ':' | 'value' | ',';
}

/**
 * Reads JSON without recursion: neither its depth nor its length can hold up or end the process.
 *
 * @throws UnreadableTree
 */
export function* readJson(text: string): Steps<Tree> {
  const open: Open[] = [];
  let root: Tree | undefined;
  let count = 0;
  const put = (value: Tree): void => {
    const parent = open.at(-1);
    if (parent !== undefined) add(parent, value);
    else if (root === undefined) root = value;
    else throw malformed();
  };
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    count += 1;
    if (count % tokensInStep === 0) yield;
    const top = open.at(-1);
    const { kind, offset, end } = token;
    if (kind === '{' || kind === '[') {
      if (open.length >= maxDepth) throw new UnreadableTree('The JSON is nested too deeply.');
      if (top !== undefined && !takesValue(top)) throw malformed();
      open.push({ offset, entries: kind === '{' ? new Map() : undefined, items: [], key: undefined, expects: 'first' });
    } else if (kind === '}' || kind === ']') {
      if (top === undefined || !mayEnd(top, kind)) throw malformed();
      open.pop();
      const { entries, items } = top;
      const place = { offset: top.offset, end };
      put(entries === undefined ? { kind: 'sequence', items, ...place } : { kind: 'mapping', entries, ...place });
    } else if (kind === ',' || kind === ':') {
      if (top?.expects !== kind) throw malformed();
      top.expects = kind === ',' && top.entries !== undefined ? 'key' : 'value';
    } else if (top?.entries !== undefined && (top.expects === 'first' || top.expects === 'key')) {
      if (kind !== 'string') throw malformed();
      top.key = { text: stringValue(text, token), offset, end };
      top.expects = ':';
    } else put(scalar(text, token));
  }
  if (root === undefined || open.length > 0) throw new UnreadableTree('The JSON ends too early.');
  return root;
}

function scalar(text: string, token: JsonToken): Tree {
  const { kind, offset, end } = token;
  const isText = kind === 'string';
  return { kind: 'scalar', text: isText ? stringValue(text, token) : text.slice(offset, end), isText, offset, end };
}

function takesValue({ entries, expects }: Open): boolean {
  return expects === 'value' || (expects === 'first' && entries === undefined);
}

function mayEnd({ entries, expects }: Open, sign: '}' | ']'): boolean {
  return (entries !== undefined) === (sign === '}') && (expects === 'first' || expects === ',');
}

function add(parent: Open, value: Tree): void {
  if (!takesValue(parent)) throw malformed();
  if (parent.entries === undefined) parent.items.push(value);
  else if (parent.key !== undefined) {
    const { text, ...key } = parent.key;
    parent.entries.set(text, { key, value });
  }
  parent.key = undefined;
  parent.expects = ',';
}
