import type { Flag } from '../../api/bland/flags.ts';
import type { FlagType } from '../../api/bland/flag-types.ts';
import { parseTime } from '../../shared/time.ts';
import type { FoundFlag } from '../flags/flags-of-type.ts';

/**
 * What took a call: an agent in a version or, where no agent is known, a pathway in a version. Each is empty where it is not
 * known; nothing is guessed.
 */
export interface RanOn {
  readonly agentId: string;
  readonly agentVersionId: string;
  readonly pathwayId: string;
  readonly pathwayVersion: string;
}

/** The node that an agent was in. Its ID is unique in one flow alone; both are empty for a flag without a node. */
interface FlaggedNodeName {
  readonly nodeId: string;
  readonly nodeName: string;
}

export interface CountedFlag extends FoundFlag {
  readonly ranOn: RanOn;
}

export interface TypeCount {
  readonly type: string;
  /** Flags of the organization by its catalog, or those that are loaded where these are more. */
  readonly total: number;
  readonly loaded: number;
}

export interface VersionCount {
  readonly ranOn: RanOn;
  readonly count: number;
}

export interface NodeCount extends FlaggedNodeName {
  /** The versions of an agent share its nodes. */
  readonly ranOn: Pick<RanOn, 'agentId' | 'pathwayId'>;
  readonly count: number;
}

type Wanted = { readonly [Name in keyof (RanOn & FlaggedNodeName)]?: string | undefined };

/** Narrows flags. An empty value finds flags of which that is not known. */
export interface FlagQuery extends Wanted {
  readonly type?: string | undefined;
  /** ISO 8601. */
  readonly since?: string | undefined;
  /** ISO 8601; not included. */
  readonly until?: string | undefined;
}

function nodeOf({ node_id: nodeId, node_name: nodeName }: Flag): FlaggedNodeName {
  return { nodeId: nodeId ?? '', nodeName: nodeName ?? '' };
}

/** Tells whether a flag is what a query asks for. */
export function matches({ flag, ranOn }: CountedFlag, query: FlagQuery): boolean {
  const { type, since, until, ...wanted } = query;
  const own: Readonly<Record<string, string>> = { ...ranOn, ...nodeOf(flag) };
  if (type !== undefined && flag.type !== type) return false;
  if (Object.entries(wanted).some(([name, value]) => value !== undefined && own[name] !== value)) return false;
  if (since === undefined && until === undefined) return true;
  const at = parseTime(flag.created_at);
  return at !== null && at >= (parseTime(since) ?? -Infinity) && at < (parseTime(until) ?? Infinity);
}

/** Counts flags by type, the most frequent first: those of the catalog, and those of types that it does not have yet. */
export function countTypes(flags: readonly CountedFlag[], catalogue: readonly FlagType[]): readonly TypeCount[] {
  const loaded = Map.groupBy(flags, ({ flag }) => flag.type);
  const known = new Map(catalogue.map(({ type, usage_count: count }) => [type, count]));
  return [...new Set([...known.keys(), ...loaded.keys()])]
    .map((type) => {
      const count = loaded.get(type)?.length ?? 0;
      return { type, loaded: count, total: Math.max(count, known.get(type) ?? 0) };
    })
    .filter(({ total }) => total > 0)
    .toSorted((a, b) => b.total - a.total || compare(a.type, b.type));
}

/** Counts flags by what took their calls, the most frequent first; where that is not known, last. */
export function countVersions(flags: readonly CountedFlag[]): readonly VersionCount[] {
  return countBy(
    flags,
    ({ ranOn: { agentId, agentVersionId, pathwayId, pathwayVersion } }) => [
      agentId,
      agentVersionId,
      pathwayId,
      pathwayVersion,
    ],
    ({ ranOn }, count) => ({ ranOn, count }),
  );
}

/** Counts flags by the node of the agent, the most frequent first; those without a node last. */
export function countNodes(flags: readonly CountedFlag[]): readonly NodeCount[] {
  return countBy(
    flags,
    ({ flag, ranOn }) => {
      const { nodeId, nodeName } = nodeOf(flag);
      // A flag without a node is not told apart by what took the call.
      return nodeId + nodeName === '' ? [''] : [nodeId, nodeName, ranOn.agentId, ranOn.pathwayId];
    },
    ({ flag, ranOn }, count) => {
      const { agentId, pathwayId } = ranOn;
      return { ...nodeOf(flag), ranOn: { agentId, pathwayId }, count };
    },
  );
}

function countBy<T>(
  flags: readonly CountedFlag[],
  keyOf: (flag: CountedFlag) => readonly string[],
  counted: (first: CountedFlag, count: number) => T,
): readonly T[] {
  const groups = Map.groupBy(flags, (flag) => JSON.stringify(keyOf(flag)));
  return [...groups.values()]
    .flatMap((members) => {
      const [first] = members;
      if (first === undefined) return [];
      const key = keyOf(first);
      return { key: key.join('\n'), isKnown: key.some((part) => part !== ''), first, count: members.length };
    })
    .toSorted((a, b) => Number(b.isKnown) - Number(a.isKnown) || b.count - a.count || compare(a.key, b.key))
    .map(({ first, count }) => counted(first, count));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
