import type { CodeFile, Layout, Owners, ReadNode } from './code-node.ts';
import { baseName, type FileKind, folderOf } from './file-kinds.ts';
import { readMarkdown } from './front-matter.ts';
import { ownersIn, readGraph, readNode } from './graph-nodes.ts';
import { readJson } from './json-tree.ts';
import { Lines } from './lines.ts';
import { type Entry, mappingOf, scalarOf, type Steps, textOf, type Tree } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

const nobody: Owners = { pathwayIds: [], agentIds: [] };

/** Settings of a CLI project. */
export interface BlandRc {
  readonly pathwayId: string;
  /** Path of the pathway's file relative to the folder. */
  readonly pathwayFile: string | undefined;
}

/**
 * Reads the nodes in a file; undefined when it holds none of a layout that is known.
 *
 * @param file its path or address, which some layouts name nodes by
 * @throws UnreadableTree
 */
export function* readCodeFile(kind: FileKind, file: string, text: string): Steps<CodeFile | undefined> {
  switch (kind) {
    case 'node':
      return markdownNode('workspace', file, text);
    case 'old-prompt':
      return oldPrompt(file, text);
    case 'sync':
      return file.endsWith('.md') ? markdownNode('sync', file, text) : yield* syncedNode(file, text);
    case 'cli-pathway':
      return yield* cliPathway(text);
    case 'baseline':
    case 'json':
      return yield* graphFile(kind === 'baseline' ? 'baseline' : undefined, text);
    case 'blandrc':
      return undefined;
  }
}

/** Reads a `.blandrc`; undefined for that of another tool, which names no pathway. @throws UnreadableTree */
export function* readBlandRc(text: string): Steps<BlandRc | undefined> {
  const tree = yield* readYaml(text);
  const pathwayId = textOf(tree, 'pathway_id');
  return pathwayId === undefined ? undefined : { pathwayId, pathwayFile: textOf(tree, 'pathway_file') };
}

function fileOf(layout: Layout, text: string, nodes: readonly ReadNode[], owners: Owners = nobody): CodeFile {
  const lines = new Lines(text);
  return {
    layout,
    owners,
    nodes: nodes.map(({ offset, end, ...node }) => ({ ...node, range: lines.range(offset, end) })),
  };
}

const wholeFile = { pointer: '', within: [], idIsFileName: false, nameIsKey: false, field: null } as const;

/** A node in a Markdown file of its own, with its ID in the front matter; that of a synced one may be the file's name. */
function markdownNode(layout: 'workspace' | 'sync', file: string, text: string): CodeFile | undefined {
  const { fields, body } = readMarkdown(text);
  const written = textOf(fields, 'id') ?? textOf(fields, 'node_id');
  const id = written ?? (layout === 'sync' ? baseName(file) : undefined);
  if (id === undefined) return undefined;
  const name = textOf(fields, 'name') ?? null;
  const node = { ...wholeFile, id, idIsFileName: written === undefined, name, offset: body, end: body };
  return fileOf(layout, text, [node], fields === undefined ? nobody : ownersIn([fields]));
}

/** The older form of a workspace, in which a node is named by its folder alone. */
function oldPrompt(file: string, text: string): CodeFile {
  const folder = folderOf(file);
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const { body } = readMarkdown(text);
  return fileOf('workspace', text, [{ ...wholeFile, id: null, name, nameIsKey: true, offset: body, end: body }]);
}

function* syncedNode(file: string, text: string): Steps<CodeFile | undefined> {
  const tree = file.endsWith('.json') ? yield* readJson(text) : yield* readYaml(text);
  const read = readNode(tree, '', []);
  if (read !== undefined) return fileOf('sync', text, [read], ownersIn([tree]));
  if (tree.kind !== 'mapping') return undefined;
  const name = textOf(mappingOf(tree, 'data'), 'name') ?? textOf(tree, 'name') ?? null;
  const words = scalarOf(mappingOf(tree, 'data'), 'prompt') ?? scalarOf(tree, 'prompt') ?? { offset: 0, end: 0 };
  const { offset, end } = words;
  return fileOf('sync', text, [{ ...wholeFile, id: baseName(file), idIsFileName: true, name, offset, end }]);
}

/** A pathway whose nodes are named by their keys, without IDs. */
function* cliPathway(text: string): Steps<CodeFile | undefined> {
  // Most YAML files of a workspace are something else.
  if (!/^["']?nodes["']?[ \t]*:/m.test(text)) return undefined;
  const tree = yield* readYaml(text);
  const nodes = mappingOf(tree, 'nodes');
  if (nodes === undefined) return undefined;
  const read = [...nodes.entries].map(([name, entry]): ReadNode => {
    const { offset, end } = promptKey(entry.value) ?? entry.key;
    return { ...wholeFile, id: null, name, nameIsKey: true, pointer: `/nodes/${escaped(name)}`, offset, end };
  });
  return fileOf('cli', text, read, ownersIn([tree]));
}

function promptKey(node: Tree | undefined): Entry['key'] | undefined {
  return node?.kind === 'mapping' ? node.entries.get('prompt')?.key : undefined;
}

/** A part of a JSON pointer. */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function* graphFile(layout: 'baseline' | undefined, text: string): Steps<CodeFile | undefined> {
  // Most JSON files of a workspace are something else.
  if (!text.includes('"nodes"')) return undefined;
  const graph = readGraph(yield* readJson(text));
  return graph === undefined ? undefined : fileOf(layout ?? graph.layout, text, graph.nodes, graph.owners);
}
