/** A node of an agent, as far as its words are concerned. */
interface WordedNode {
  readonly id: string;
  readonly data: {
    readonly name: string | null;
    readonly rule: string | null;
    readonly prompt: string | null;
    readonly flow: { readonly nodes: readonly WordedNode[] } | null;
  } | null;
}

export interface AgentText {
  readonly id: string;
  readonly name: string;
  readonly words: string;
}

/**
 * Finds the words of a node in an agent: by its ID, else by a name that only one node has.
 *
 * @param within IDs of the containers that it is in, outermost first, where they are known: IDs repeat from flow to flow
 */
export function agentText(
  nodes: readonly WordedNode[],
  nodeId: string,
  nodeName: string,
  within?: readonly string[],
): AgentText | undefined {
  const all = placed(nodes, []);
  const same = all.filter(({ node }) => node.id === nodeId);
  const named = all.filter(({ node }) => nodeName !== '' && node.data?.name === nodeName);
  const found =
    same.find(({ path }) => within !== undefined && JSON.stringify(path) === JSON.stringify(within)) ??
    same[0] ??
    (named.length === 1 ? named[0] : undefined);
  if (found === undefined) return undefined;
  const { id, data } = found.node;
  const { name, prompt, rule } = data ?? {};
  return { id, name: name ?? id, words: prompt ?? rule ?? '' };
}

interface Placed {
  readonly node: WordedNode;
  readonly path: readonly string[];
}

/** The nodes inside of a container before itself: they are rather meant. */
function placed(nodes: readonly WordedNode[], path: readonly string[]): Placed[] {
  return nodes.flatMap((node) => [...placed(node.data?.flow?.nodes ?? [], [...path, node.id]), { node, path }]);
}
