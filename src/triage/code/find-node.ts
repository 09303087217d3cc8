import { type CodeFiles, codeLimits } from './code-files.ts';
import type { Owners } from './code-node.ts';
import { baseName, copyRank, folderOf } from './file-kinds.ts';
import type { FoundNode, NodeIndex } from './node-index.ts';
import { nodeText } from './node-text.ts';

/** A node that a flag, an event or a message names, and what is known of the call. */
export interface WantedNode {
  readonly nodeId: string;
  /** As it was called then. */
  readonly nodeName?: string | undefined;
  /** The pathways and agents that took the call; empty while they are not known. */
  readonly of: Owners;
  /** Files that a person chose for these pathways and agents before. */
  readonly chosen?: ReadonlySet<string> | undefined;
}

/** Reasons that a place is offered: `same-text` is a text file with the same words as a node of an export. */
export type Why = 'id' | 'name' | 'file-name' | 'same-text';

export interface Candidate {
  readonly found: FoundNode;
  readonly why: Why;
  /** The text file with the words, for `same-text`. */
  readonly file?: string | undefined;
}

/** A place that is right, by its ID; one that is so by its name alone; several that may be; or none. */
export type Match =
  | { readonly kind: 'exact' | 'by-name'; readonly candidate: Candidate }
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'none' };

/** The most places that are offered. */
const mostCandidates = 50;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Finds a node in the workspace. An ID counts within the pathway or agent of the call, or when it is unique by its form; a
 * name alone never is exact, and what is neither is offered and not chosen.
 */
export async function findNode(index: NodeIndex, files: CodeFiles, wanted: WantedNode): Promise<Match> {
  await index.ready();
  const first = await current(index, () => matchNode(index, wanted));
  // A file that no event told of, such as one that was moved with its folder.
  if (first.kind === 'none') await index.refresh();
  const found = first.kind === 'none' ? matchNode(index, wanted) : first;
  return withPromptTexts(found, files);
}

/** Matches until no file of the result has changed since it was read. */
async function current(index: NodeIndex, run: () => Match): Promise<Match> {
  const result = run();
  const seen = new Set(candidatesOf(result).map(({ found }) => found.file));
  if (seen.size === 0) return result;
  await index.update([...seen]);
  return run();
}

function candidatesOf(result: Match): readonly Candidate[] {
  if (result.kind === 'none') return [];
  return result.kind === 'candidates' ? result.candidates : [result.candidate];
}

/** Looks a node up among the files as they were last read. */
export function matchNode(index: NodeIndex, wanted: WantedNode): Match {
  const { nodeId, nodeName } = wanted;
  const withId = index.withId(nodeId);
  const written = withoutBaselines(withId.filter(({ node }) => !node.idIsFileName));
  const own = written.filter((found) => belongs(index, found, wanted) === true);
  if (own.length > 0) return oneOf('exact', own, 'id');
  if (uuid.test(nodeId) && written.length > 0) return oneOf('exact', written, 'id');
  // An ID such as `1` is in nearly every pathway.
  const unclear = written.filter((found) => belongs(index, found, wanted) === undefined);
  if (unclear.length > 0) return offered(unclear, 'id');
  const named = nodeName === undefined ? [] : byName(index, nodeName);
  const ownNamed = withoutBaselines(named.filter((found) => belongs(index, found, wanted) === true));
  const ownKeys = ownNamed.filter(({ content }) => content.layout === 'cli');
  if (ownKeys.length > 0) return oneOf('by-name', ownKeys, 'name');
  if (ownNamed.length > 0) return oneOf('by-name', ownNamed, 'name');
  const byFile = withId.filter(({ node }) => node.idIsFileName);
  if (byFile.length > 0) return offered(byFile, 'file-name');
  const others = withoutBaselines(named.filter((found) => belongs(index, found, wanted) === undefined));
  return others.length > 0 ? offered(others, 'name') : { kind: 'none' };
}

function byName(index: NodeIndex, name: string): FoundNode[] {
  const key = keyOf(name);
  return [...index.all()].filter(({ node }) =>
    node.nameIsKey ? keyOf(node.name ?? '') === key : node.name !== null && node.name.trim() === name.trim(),
  );
}

/** A name as the CLI writes it: `Verify identity` is `verify_identity`. */
function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

/** Tells whether a file is of the call's pathway or agent; undefined when nothing says so or otherwise. */
function belongs(index: NodeIndex, { file }: FoundNode, { of, chosen }: WantedNode): boolean | undefined {
  if (chosen?.has(file) === true) return true;
  const owners = index.ownersOf(file);
  const folders = new Set(file.split('/'));
  const isOwn = (ids: readonly string[], owned: readonly string[]): boolean =>
    ids.some((id) => owned.includes(id) || folders.has(id));
  if (isOwn(of.pathwayIds, owners.pathwayIds) || isOwn(of.agentIds, owners.agentIds)) return true;
  // An agent's calls carry the pathway that was compiled for them, which no file names.
  const isOther = (ids: readonly string[], owned: readonly string[]): boolean => ids.length > 0 && owned.length > 0;
  if (isOther(of.agentIds, owners.agentIds)) return false;
  return of.agentIds.length === 0 && isOther(of.pathwayIds, owners.pathwayIds) ? false : undefined;
}

/** The copy that a tool keeps of the server's state counts only when there is nothing else. */
function withoutBaselines(found: readonly FoundNode[]): readonly FoundNode[] {
  const rest = found.filter(({ content }) => content.layout !== 'baseline');
  return rest.length > 0 ? rest : found;
}

function oneOf(kind: 'exact' | 'by-name', found: readonly FoundNode[], why: Why): Match {
  const [only, ...more] = found;
  return only !== undefined && more.length === 0 ? { kind, candidate: { found: only, why } } : offered(found, why);
}

/** Orders places by how likely people edit there. */
function offered(found: readonly FoundNode[], why: Why): Match {
  const rank = ({ file, content }: FoundNode): number =>
    copyRank(file, content.layout === 'pathway' || content.layout === 'snapshot');
  const sorted = found.toSorted((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return { kind: 'candidates', candidates: sorted.slice(0, mostCandidates).map((one) => ({ found: one, why })) };
}

/** Offers a text file beside an export first, if a node's words are kept there as well: either may be the master. */
async function withPromptTexts(result: Match, files: CodeFiles): Promise<Match> {
  const offers: Candidate[] = [];
  for (const candidate of candidatesOf(result)) {
    const { found } = candidate;
    const { layout } = found.content;
    const text = layout === 'pathway' ? await promptText(found, files) : undefined;
    if (text !== undefined) offers.push({ found, why: 'same-text', file: text });
    offers.push(candidate);
  }
  return offers.length > candidatesOf(result).length ? { kind: 'candidates', candidates: offers } : result;
}

async function promptText({ file, node }: FoundNode, files: CodeFiles): Promise<string | undefined> {
  const texts = await files.listFolder(`${folderOf(file)}/prompts`).catch(() => []);
  if (texts.length === 0) return undefined;
  const read = async (one: string): Promise<string | undefined> => {
    const { text } = await files.read(one, codeLimits.fileSize).catch(() => ({ text: undefined }));
    return text?.replaceAll('\r\n', '\n');
  };
  const text = await read(file);
  const words = text === undefined ? undefined : nodeText(text, node)?.trim();
  if (words === undefined || words === '') return undefined;
  // Those that are named like the node are looked at first.
  const key = keyOf(node.name ?? '');
  const sorted = texts.toSorted((a, b) => Number(keyOf(baseName(b)) === key) - Number(keyOf(baseName(a)) === key));
  for (const one of sorted.slice(0, mostCandidates)) {
    if ((await read(one))?.trim() === words) return one;
  }
  return undefined;
}
