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

/** Finds the words of a node in an agent: by its ID, else by a name that only one node has. */
export function agentText(nodes: readonly WordedNode[], nodeId: string, nodeName: string): AgentText | undefined {
  const all = flat(nodes);
  const named = all.filter(({ data }) => nodeName !== '' && data?.name === nodeName);
  const node = all.find(({ id }) => id === nodeId) ?? (named.length === 1 ? named[0] : undefined);
  if (node === undefined) return undefined;
  const { name, prompt, rule } = node.data ?? {};
  return { id: node.id, name: name ?? node.id, words: prompt ?? rule ?? '' };
}

/** The nodes inside of a container before itself: they are rather meant. */
function flat(nodes: readonly WordedNode[]): WordedNode[] {
  return nodes.flatMap((node) => [...flat(node.data?.flow?.nodes ?? []), node]);
}
