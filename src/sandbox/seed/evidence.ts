import { isJsonObject, type Call, type Flag, type JsonObject, type Link, type Relation } from '../state/schema.ts';
import { seedId } from './id.ts';
import type { FlagSeed, IssueSeed } from './issue.ts';

interface Sources {
  /** Time of seeding, in milliseconds. */
  readonly base: number;
  readonly calls: readonly Call[];
  /** Titles by id of a call, conversation or file. */
  readonly titles: ReadonlyMap<string, string>;
}

const minute = 60_000;
const issueId = (number: number): string => seedId(`issue ${number}`);
const idPrefix = { call: 'call', sms_conversation: 'sms', file: 'file' } as const;

/** Builds the links, flags and relations of the sample issues. @throws when a seed names a missing row or resource */
export function buildEvidence(seeds: readonly IssueSeed[], sources: Sources) {
  return {
    links: seeds.flatMap((seed) => buildLinks(seed, sources)),
    flags: seeds.flatMap((seed) => buildFlags(seed, sources)),
    relations: seeds.flatMap((seed) => buildRelations(seed, sources)),
  };
}

function buildLinks(seed: IssueSeed, { base, titles }: Sources): Link[] {
  return (seed.resources ?? []).map(([type, name], index) => {
    const id = seedId(`${idPrefix[type]} ${name}`);
    const title = titles.get(id);
    if (title === undefined) throw new Error(`T-${seed.number}: there is no ${type} called ${name}.`);
    return {
      id: seedId(`link ${seed.number} ${name}`),
      issue_id: issueId(seed.number),
      resource_type: type,
      resource_id: id,
      title,
      metadata: null,
      attached_by_id: seedId('user owner'),
      created_at: between(seed, base, 0, index),
    };
  });
}

function buildFlags(seed: IssueSeed, { base, calls }: Sources): Flag[] {
  const flags = seed.flags ?? [];
  return flags.map((flag, index) => {
    const row = flag.on === undefined ? undefined : findRow(calls, flag);
    return {
      id: seedId(`flag ${seed.number} ${index}`),
      issue_id: issueId(seed.number),
      call_id: seedId(`call ${flag.call}`),
      type: flag.type,
      note: flag.note ?? '',
      node_id: flag.node?.[0] ?? null,
      node_name: flag.node?.[1] ?? null,
      message_index: row?.index ?? null,
      message_text: row?.text ?? null,
      author_id: seedId('user owner'),
      created_at: between(seed, base, (index + 1) / (flags.length + 1), 0),
    };
  });
}

function buildRelations(seed: IssueSeed, { base }: Sources): Relation[] {
  return (seed.relations ?? []).map(({ type, to }) => ({
    id: seedId(`relation ${seed.number} ${to}`),
    issue_id: issueId(seed.number),
    related_issue_id: issueId(to),
    relation_type: type,
    created_by_id: seedId('user owner'),
    created_at: between(seed, base, 1, 0),
  }));
}

/** Returns a time between an issue's creation (`share` 0) and its last activity (1), plus some seconds. */
function between(seed: IssueSeed, base: number, share: number, seconds: number): string {
  const minutes = seed.createdAgo + (seed.activeAgo - seed.createdAgo) * share;
  return new Date(base - Math.round(minutes) * minute + seconds * 1000).toISOString();
}

/** Finds the first row that has the text a flag names. */
function findRow(calls: readonly Call[], flag: FlagSeed): { readonly index: number; readonly text: string } {
  const id = seedId(`call ${flag.call}`);
  const rows = rowsOf(calls.find((call) => call.call_id === id)?.details);
  const index = rows.findIndex((text) => text.includes(flag.on ?? ''));
  const text = rows[index];
  if (text === undefined) throw new Error(`${flag.call} has no row with: ${flag.on}`);
  return { index, text };
}

function rowsOf(details: JsonObject | undefined): readonly string[] {
  const rows = details?.['transcripts'];
  return Array.isArray(rows) ? rows.filter(isJsonObject).map((row) => String(row['text'])) : [];
}
