/** A way in which agents are kept in a repository. */
export type Layout = 'workspace' | 'baseline' | 'cli' | 'sync' | 'pathway' | 'snapshot';

/** A place in a file, as an editor counts: both from 0, columns in UTF-16 units. */
export interface Range {
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

/** A node of an agent or pathway in a file: where its words are written. */
export interface CodeNode {
  /** Null where the layout has no IDs. */
  readonly id: string | null;
  /** The ID is only the name of the file. */
  readonly idIsFileName: boolean;
  readonly name: string | null;
  /** The name is one that has to be normalised to be compared: a key, or the name of a folder. */
  readonly nameIsKey: boolean;
  /** Its words; where it has none, its name or ID. */
  readonly range: Range;
  /** JSON pointer of the node; empty where the file is the node. */
  readonly pointer: string;
  /** The containers that it is in, outermost first; IDs repeat from flow to flow. */
  readonly within: readonly { readonly id: string; readonly name: string | null }[];
  /** The field that its words stand in: `data.prompt`. Null where it has none. */
  readonly field: string | null;
}

/** A node as it is read, before its offsets are turned into lines. */
export type ReadNode = Omit<CodeNode, 'range'> & { readonly offset: number; readonly end: number };

/** The pathways and agents that a file says it belongs to. */
export interface Owners {
  readonly pathwayIds: readonly string[];
  readonly agentIds: readonly string[];
}

/** What a file holds. */
export interface CodeFile {
  readonly layout: Layout;
  readonly owners: Owners;
  readonly nodes: readonly CodeNode[];
}
