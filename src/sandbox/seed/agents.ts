import type { Agent, AgentVersion } from '../state/agent-schema.ts';
import type { Persona, Phone } from '../state/schema.ts';
import { seedId } from './id.ts';
import { buildSnapshot, type SnapshotKind } from './snapshot.ts';

interface VersionSeed {
  readonly key: string;
  readonly name?: string;
  readonly semver?: string;
  readonly daysAgo: number;
  /** The branch it was saved on. Default: the timeline of dev. */
  readonly branch?: string;
  readonly snapshot?: SnapshotKind;
}

interface AgentSeed {
  /** Its issues name it by this. */
  readonly key: string;
  readonly name: string;
  readonly color?: string;
  /** The pathway it was migrated from. */
  readonly pathway?: string;
  readonly daysAgo: number;
  /** Newest first. */
  readonly versions: readonly VersionSeed[];
  readonly production?: string;
  readonly staging?: string;
  readonly branches?: readonly (readonly [name: string, cutFrom: string])[];
  readonly phones?: readonly (readonly [number: string, label: string | null, environment?: 'staging'])[];
}

/** One agent for each state that changes what can be said of it. */
const agentSeeds: readonly AgentSeed[] = [
  {
    key: 'larkspur',
    name: 'Larkspur Support',
    color: 'teal',
    pathway: 'larkspur-intake',
    daysAgo: 0.5,
    versions: [
      { key: 'larkspur 4', daysAgo: 0.5 },
      { key: 'larkspur refunds', name: 'Refund wording', daysAgo: 1, branch: 'larkspur refunds' },
      { key: 'larkspur 3', name: 'Confirm the email', semver: '1.4.0', daysAgo: 2 },
      { key: 'larkspur 2', name: 'Verify before transfer', semver: '1.3.0', daysAgo: 9 },
      { key: 'larkspur 1', semver: '1.2.0', daysAgo: 31, snapshot: 'without billing' },
    ],
    production: 'larkspur 2',
    staging: 'larkspur 3',
    branches: [
      ['larkspur refunds', 'larkspur 3'],
      ['larkspur greeting', 'larkspur 2'],
    ],
    phones: [
      ['+14155550112', 'Larkspur support'],
      ['+14155550113', 'Larkspur rehearsal', 'staging'],
    ],
  },
  {
    key: 'tidewater',
    name: 'Tidewater Technical',
    pathway: 'tidewater-technical',
    daysAgo: 3,
    versions: [{ key: 'tidewater 1', name: 'Outages first', semver: '2.0.1', daysAgo: 12 }],
    production: 'tidewater 1',
    phones: [['+18435550118', 'Tidewater technical']],
  },
  {
    key: 'meadowbank',
    name: 'Meadowbank Cards',
    daysAgo: 6,
    versions: [
      { key: 'meadowbank 2', daysAgo: 6 },
      { key: 'meadowbank 1', name: 'First draft', daysAgo: 8 },
    ],
    phones: [['+16175550125', 'Cards hotline']],
  },
  { key: 'rowan', name: 'Rowan Claims', daysAgo: 7, versions: [] },
];

/** Agents whose versions cannot run, for an account that has agents only. */
const brokenSeeds: readonly AgentSeed[] = [
  {
    key: 'quickcart',
    name: 'QuickCart Orders',
    daysAgo: 4,
    versions: [
      { key: 'quickcart 3', daysAgo: 4, snapshot: 'broken' },
      { key: 'quickcart 1', semver: '3.1.0', daysAgo: 40 },
    ],
    production: 'quickcart 1',
  },
  {
    key: 'castellan',
    name: 'Castellan Stays',
    daysAgo: 10,
    versions: [
      { key: 'castellan 2', daysAgo: 10 },
      { key: 'castellan 1', semver: '1.0.0', daysAgo: 11, snapshot: 'broken' },
    ],
    staging: 'castellan 1',
  },
  {
    key: 'northgate',
    name: 'Northgate Tracking',
    daysAgo: 14,
    versions: [{ key: 'northgate 1', semver: '1.0.0', daysAgo: 14, snapshot: 'with a variable' }],
    production: 'northgate 1',
    staging: 'northgate 1',
  },
];

const day = 86_400_000;
export const agentId = (key: string): string => seedId(`agent ${key}`);
const versionId = (key: string): string => seedId(`agent version ${key}`);
const personaId = (key: string): string => seedId(`agent persona ${key}`);

/** Returns the version that calls of an agent ran on: in production, else the newest. */
export function runningVersionOf(key: string): string | null {
  const seed = agentSeeds.find((one) => one.key === key);
  const version = seed?.production ?? seed?.versions[0]?.key;
  return version === undefined ? null : versionId(version);
}

/** Returns the agent that answers a number, as calls name it; undefined when none does. */
export function agentOf(number: string): { readonly personaId: string; readonly versionId: string | null } | undefined {
  const seed = agentSeeds.find(({ phones = [] }) => phones.some(([phone]) => phone === number));
  return seed && { personaId: personaId(seed.key), versionId: runningVersionOf(seed.key) };
}

/**
 * Builds the sample agents with their versions, numbers, and the personas that carry those.
 *
 * @param base time of seeding, in milliseconds
 * @param withBroken also those whose versions cannot run
 */
export function buildAgents(base: number, withBroken: boolean) {
  const at = (daysAgo: number): string => new Date(base - daysAgo * day).toISOString();
  const seeds = withBroken ? [...agentSeeds, ...brokenSeeds] : agentSeeds;
  const agents = seeds.map((seed): Agent => {
    return {
      id: agentId(seed.key),
      name: seed.name,
      created_by: seed.pathway === undefined ? seedId('user owner') : null,
      created_at: at(seed.daysAgo + 60),
      updated_at: at(seed.daysAgo),
      source_pathway_id: seed.pathway === undefined ? null : seedId(`pathway ${seed.pathway}`),
      migrated_at: seed.pathway === undefined ? null : at(seed.daysAgo + 60),
      color: seed.color ?? null,
      persona_id: seed.phones === undefined ? null : personaId(seed.key),
      production: seed.production === undefined ? null : versionId(seed.production),
      staging: seed.staging === undefined ? null : versionId(seed.staging),
      branches: (seed.branches ?? []).map(([name, from]) => ({ id: branchId(name), cut_from: versionId(from) })),
    };
  });
  const agent_versions = seeds.flatMap(({ key, name: displayName, versions, phones = [] }) =>
    versions.map(({ key: version, name, semver, daysAgo, branch, snapshot }): AgentVersion => ({
      id: versionId(version),
      agent_id: agentId(key),
      branch_id: branch === undefined ? null : branchId(branch),
      name: name ?? null,
      created_via: name === undefined && semver === undefined ? 'autosave' : 'manual',
      revision: name === undefined && semver === undefined ? 3 : 0,
      created_by: null,
      created_at: at(daysAgo),
      semver: semver ?? null,
      snapshot: buildSnapshot(
        displayName,
        phones.map(([number]) => number),
        snapshot,
      ),
    })),
  );
  const personas = seeds
    .filter(({ phones }) => phones !== undefined)
    .map(({ key, daysAgo }) => hiddenPersona(personaId(key), agentId(key), at(daysAgo + 50)));
  const phones = seeds.flatMap(({ key, phones: own = [] }) =>
    own.map(([phone_number, label, environment]): Omit<Phone, 'id'> => ({
      phone_number,
      label,
      persona_id: personaId(key),
      persona_settings: null,
      pathway_id: null,
      agent_env_type: environment ?? null,
      dedicated: false,
      created_at: at(50),
      updated_at: at(20),
    })),
  );
  return { agents, agent_versions, personas, phones };
}

const branchId = (name: string): string => seedId(`agent branch ${name}`);

/** Returns the persona that carries an agent's numbers. Nobody has named it: what the service calls it is not documented. */
export function hiddenPersona(id: string, agent: string, created_at: string): Persona {
  const version = (version_type: 'production' | 'draft') => ({
    id: seedId(`${id} ${version_type}`),
    persona_id: id,
    version_type,
    version_number: 1,
    created_at,
    updated_at: created_at,
  });
  return {
    id,
    name: `agent-inbound-${agent.slice(0, 8)}`,
    role: null,
    description: null,
    tags: [],
    production: version('production'),
    draft: version('draft'),
    created_at,
    updated_at: created_at,
  };
}
