/** A parsed file with the place of everything in it; no value is interpreted. Offsets are in UTF-16 units. */
export type Tree = Scalar | Mapping | Sequence;

interface Place {
  readonly offset: number;
  readonly end: number;
}

export interface Scalar extends Place {
  readonly kind: 'scalar';
  readonly text: string;
  /** A string, as opposed to a number, a boolean or null. Everything in YAML is one. */
  readonly isText: boolean;
}

export interface Mapping extends Place {
  readonly kind: 'mapping';
  /** The last one of a key that stands twice counts. */
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  readonly key: Place;
  readonly value: Tree | undefined;
}

export interface Sequence extends Place {
  readonly kind: 'sequence';
  readonly items: readonly Tree[];
}

/** Collections nested deeper than this are refused. */
export const maxDepth = 200;

/** A file that does not keep to its format, or is nested too deeply. */
export class UnreadableTree extends Error {
  override readonly name = 'UnreadableTree';
}

/** Reads in steps, so that whoever runs it can let others have a turn after each. */
export type Steps<Result> = Generator<void, Result, void>;

export function valueOf(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'mapping' ? tree.entries.get(key)?.value : undefined;
}

export function mappingOf(tree: Tree | undefined, key: string): Mapping | undefined {
  const value = valueOf(tree, key);
  return value?.kind === 'mapping' ? value : undefined;
}

export function itemsOf(tree: Tree | undefined, key: string): readonly Tree[] | undefined {
  const value = valueOf(tree, key);
  return value?.kind === 'sequence' ? value.items : undefined;
}

/** Returns a text that is not blank. */
export function scalarOf(tree: Tree | undefined, key: string): Scalar | undefined {
  const value = valueOf(tree, key);
  return value?.kind === 'scalar' && value.isText && value.text.trim() !== '' ? value : undefined;
}

export function textOf(tree: Tree | undefined, key: string): string | undefined {
  return scalarOf(tree, key)?.text;
}
