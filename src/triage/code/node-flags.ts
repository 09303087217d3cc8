import type { Flag } from '../../api/bland/flags.ts';
import type { CodeNode, Owners } from './code-node.ts';
import { matchNode } from './find-node.ts';
import type { NodeIndex } from './node-index.ts';

/** A flag on a call, as far as it is loaded. */
export interface LoadedFlag {
  readonly connectionId: string;
  readonly issueId: string;
  readonly flag: Flag;
  /** The pathway and agent of its call, as far as they are known. */
  readonly of: Owners;
  /** Files that a person chose for them. */
  readonly chosen: ReadonlySet<string>;
}

/** A node of a file with the flags on messages that it made the agent say. */
export interface FlaggedNode {
  readonly node: CodeNode;
  readonly flags: readonly LoadedFlag[];
}

/** Returns the nodes of a file that have flags, in the order of the file. A flag whose node is not certain is left out. */
export function flaggedNodes(index: NodeIndex, file: string, flags: readonly LoadedFlag[]): readonly FlaggedNode[] {
  const found = new Map<CodeNode, LoadedFlag[]>();
  const matched = new Map<string, CodeNode | undefined>();
  for (const one of flags) {
    const { node_id: nodeId, node_name: nodeName } = one.flag;
    if (nodeId === null) continue;
    const key = JSON.stringify([nodeId, nodeName, one.of, [...one.chosen]]);
    if (!matched.has(key)) {
      const wanted = { nodeId, nodeName: nodeName ?? undefined, of: one.of, chosen: one.chosen };
      const result = matchNode(index, wanted);
      const candidate = result.kind === 'exact' || result.kind === 'by-name' ? result.candidate : undefined;
      matched.set(key, candidate?.found.file === file ? candidate.found.node : undefined);
    }
    const node = matched.get(key);
    if (node === undefined) continue;
    const known = found.get(node);
    if (known === undefined) found.set(node, [one]);
    else known.push(one);
  }
  const places = [...found].map(([node, all]) => ({ node, flags: all }));
  return places.toSorted(
    (a, b) => a.node.range.line - b.node.range.line || a.node.range.character - b.node.range.character,
  );
}
