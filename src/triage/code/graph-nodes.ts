import type { Layout, Owners, ReadNode } from './code-node.ts';
import { itemsOf, type Mapping, mappingOf, type Scalar, scalarOf, textOf, type Tree, valueOf } from './tree.ts';

/** Flows nest at most 10 deep in a snapshot. */
const deepestFlow = 12;

/** Node types of Bland. Graphs of other tools look alike: one of these, or one field of these, tells them apart. */
const blandTypes: ReadonlySet<string> = new Set(
  (
    'Default|End Call|Transfer Call|Transfer Pathway|Webhook|Knowledge Base|Custom Code|Route|SMS|Press Button|' +
    'Wait for Response|Custom Tool|Amazon Connect'
  ).split('|'),
);
const blandFields = ['prompt', 'text', 'isStart'] as const;

/** Fields that hold a node's words, the first that is there. */
const wordFields = ['prompt', 'text', 'rule'] as const;

type Within = ReadNode['within'];

/** A graph found in a JSON file. */
export interface Graph {
  readonly layout: Extract<Layout, 'pathway' | 'snapshot'>;
  readonly owners: Owners;
  readonly nodes: readonly ReadNode[];
}

/** Finds the pathway or the agent's snapshot in a parsed JSON file, wrapped or not. */
export function readGraph(root: Tree): Graph | undefined {
  const wrappings = wrappingsOf(root);
  const owners = ownersIn(wrappings.map(({ tree }) => tree));
  for (const { tree, pointer } of wrappings) {
    const behavior = mappingOf(tree, 'behavior');
    if (behavior !== undefined && itemsOf(behavior, 'nodes') !== undefined && mappingOf(tree, 'settings') !== undefined)
      return { layout: 'snapshot', owners, nodes: flowNodes(behavior, `${pointer}/behavior`, []) };
    if (isPathway(tree)) return { layout: 'pathway', owners, nodes: flowNodes(tree, pointer, []) };
  }
  return undefined;
}

/** The file itself, and the objects that an answer of the API, a push body or a baseline wraps it in. */
function wrappingsOf(root: Tree): { readonly tree: Mapping; readonly pointer: string }[] {
  const found: { readonly tree: Mapping; readonly pointer: string }[] = [];
  const look = (tree: Tree | undefined, pointer: string, depth: number): void => {
    if (tree?.kind !== 'mapping' || depth > 3) return;
    found.push({ tree, pointer });
    for (const key of ['data', 'snapshot', 'graph']) look(valueOf(tree, key), `${pointer}/${key}`, depth + 1);
  };
  look(root, '', 0);
  return found;
}

/** The pathways and agents that objects around a graph name. */
export function ownersIn(trees: readonly Tree[]): Owners {
  const idsIn = (...keys: readonly string[]): string[] => [
    ...new Set(trees.flatMap((tree) => keys.flatMap((key) => textOf(tree, key) ?? []))),
  ];
  return { pathwayIds: idsIn('pathway_id', 'source_pathway_id'), agentIds: idsIn('agent_id') };
}

function isPathway(tree: Mapping): boolean {
  const nodes = itemsOf(tree, 'nodes');
  if (nodes === undefined || itemsOf(tree, 'edges') === undefined) return false;
  const real = nodes.filter((node) => valueOf(node, 'id') !== undefined && mappingOf(node, 'data') !== undefined);
  return real.some(
    (node) =>
      blandTypes.has(textOf(node, 'type') ?? '') ||
      blandFields.some((field) => valueOf(mappingOf(node, 'data'), field) !== undefined),
  );
}

/** The nodes of a flow and, within its containers, of theirs. */
function flowNodes(flow: Tree, pointer: string, within: Within): ReadNode[] {
  return (itemsOf(flow, 'nodes') ?? []).flatMap((node, place) => {
    const at = `${pointer}/nodes/${place}`;
    const own = readNode(node, at, within);
    if (own === undefined) return [];
    const inner = mappingOf(mappingOf(node, 'data'), 'flow');
    if (inner === undefined || own.id === null || within.length >= deepestFlow) return [own];
    const steps = flowNodes(inner, `${at}/data/flow`, [...within, { id: own.id, name: own.name }]);
    return [{ ...own, ...entryPlace(inner, steps, within.length + 1) }, ...steps];
  });
}

/** The place of a container is that of the step that its flow begins with: its own words only say when it is entered. */
function entryPlace(flow: Tree, steps: readonly ReadNode[], depth: number): Partial<ReadNode> {
  const isStart = (node: Tree): boolean => textOf(node, 'type') === 'start';
  const start = textOf(itemsOf(flow, 'nodes')?.find(isStart), 'id');
  const edge = itemsOf(flow, 'edges')?.find((one) => start !== undefined && textOf(one, 'source') === start);
  const first = textOf(edge, 'target');
  const entry = steps.find(({ id, within }) => within.length === depth && id !== null && id === first);
  if (entry === undefined) return {};
  const { offset, end, pointer, field } = entry;
  return { offset, end, pointer, field };
}

/** Reads a node of a graph, or a file that holds a single one; undefined for what has no ID. */
export function readNode(node: Tree, pointer: string, within: Within): ReadNode | undefined {
  const id = idOf(node);
  if (id === undefined) return undefined;
  const data = mappingOf(node, 'data');
  const name = scalarOf(data, 'name') ?? scalarOf(node, 'name');
  const [field, words] = wordsOf(node) ?? [null, name ?? id];
  return {
    id: id.text,
    idIsFileName: false,
    name: name?.text ?? null,
    nameIsKey: false,
    pointer,
    within,
    field,
    offset: words.offset,
    end: words.end,
  };
}

/** The ID of a node; some exports have numbers. */
function idOf(node: Tree): Scalar | undefined {
  for (const key of ['id', 'node_id']) {
    const value = valueOf(node, key);
    if (value?.kind === 'scalar' && (value.isText || /^\d+$/.test(value.text)) && value.text !== '') return value;
  }
  return undefined;
}

/** The words of a node, and the field that they stand in. */
function wordsOf(node: Tree): readonly [field: string, words: Scalar] | undefined {
  for (const [at, tree] of [
    ['data.', mappingOf(node, 'data')],
    ['', node],
  ] as const) {
    for (const field of wordFields) {
      const words = scalarOf(tree, field);
      if (words !== undefined) return [`${at}${field}`, words];
    }
  }
  return undefined;
}
