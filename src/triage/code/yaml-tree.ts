import { type CST, Lexer, Parser } from 'yaml';
import { type Entry, maxDepth, type Steps, type Tree, UnreadableTree } from './tree.ts';

type Token = CST.Token;
type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

/** Tokens that are read in one step: about a millisecond. */
const tokensInStep = 1_000;

/**
 * Reads the first document of a YAML file from its syntax alone: every scalar is the text that stands there (`631e5943` is
 * no number), and aliases, tags and merged keys are not followed.
 *
 * @throws UnreadableTree
 */
export function* readYaml(text: string): Steps<Tree> {
  const document = yield* firstDocument(text);
  const count = { tokens: 0 };
  const tree = document?.value === undefined ? undefined : yield* treeOf(document.value, 0, count);
  if (tree === undefined) throw new UnreadableTree('The YAML is empty.');
  return tree;
}

function* firstDocument(text: string): Steps<CST.Document | undefined> {
  const parser = new Parser();
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count % tokensInStep === 0) yield;
    for (const token of parser.next(lexeme)) {
      refuseError(token);
      if (token.type === 'document') return token;
    }
  }
  for (const token of parser.end()) {
    refuseError(token);
    if (token.type === 'document') return token;
  }
  return undefined;
}

function refuseError(token: Token): void {
  if (token.type === 'error') throw new UnreadableTree('The YAML is not well formed.');
}

function* treeOf(token: Token, depth: number, count: { tokens: number }): Steps<Tree | undefined> {
  if (depth > maxDepth) throw new UnreadableTree('The YAML is nested too deeply.');
  count.tokens += 1;
  if (count.tokens % tokensInStep === 0) yield;
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
    case 'flow-collection':
      return yield* collectionOf(token, depth, count);
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return { kind: 'scalar', text: scalarText(token), isText: true, offset: token.offset, end: endOf(token) };
    default:
      return undefined;
  }
}

function* collectionOf(token: Collection, depth: number, count: { tokens: number }): Steps<Tree> {
  const entries = new Map<string, Entry>();
  const items: Tree[] = [];
  let end = token.offset;
  const isSequence =
    token.type === 'block-seq' || (token.type === 'flow-collection' && token.start.type === 'flow-seq-start');
  for (const { key, value } of token.items as readonly CST.CollectionItem[]) {
    const tree = value === undefined ? undefined : yield* treeOf(value, depth + 1, count);
    end = tree?.end ?? end;
    if (isSequence) {
      if (tree !== undefined) items.push(tree);
    } else if (key !== null && key !== undefined && isScalar(key)) {
      entries.set(scalarText(key), { key: { offset: key.offset, end: endOf(key) }, value: tree });
    }
  }
  const place = { offset: token.offset, end };
  return isSequence ? { kind: 'sequence', items, ...place } : { kind: 'mapping', entries, ...place };
}

function isScalar(token: Token): token is CST.FlowScalar | CST.BlockScalar {
  return /^(?:single-quoted-|double-quoted-|block-)?scalar$/.test(token.type);
}

function endOf(token: CST.FlowScalar | CST.BlockScalar): number {
  const header = token.type === 'block-scalar' ? token.props.at(-1) : undefined;
  const begin = header !== undefined && 'source' in header ? header.offset + header.source.length : token.offset;
  return begin + token.source.length;
}

/** Folds no lines: names and IDs have one, and longer texts are only pointed at. */
function scalarText({ type, source }: CST.FlowScalar | CST.BlockScalar): string {
  if (type === 'single-quoted-scalar') return source.slice(1, -1).replaceAll("''", "'");
  if (type !== 'double-quoted-scalar') return source;
  try {
    const text: unknown = JSON.parse(source);
    return typeof text === 'string' ? text : source.slice(1, -1);
  } catch {
    return source.slice(1, -1);
  }
}
