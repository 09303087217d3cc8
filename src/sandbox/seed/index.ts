import { makeCall } from '../state/calls.ts';
import { builtInCategories, type Call, type Issue, type State, type StoredFile } from '../state/schema.ts';
import { agentId, agentOf, buildAgents, runningVersionOf } from './agents.ts';
import { buildCall } from './call.ts';
import { callSeeds } from './calls/index.ts';
import { withActivitySeeds } from './activity.ts';
import { buildEvidence } from './evidence.ts';
import { seedId } from './id.ts';
import type { IssueSeed } from './issue.ts';
import { openIssues } from './open-issues.ts';
import { personId } from './people.ts';
import { buildPersonas, personaOf } from './personas.ts';
import { buildConversations } from './sms.ts';
import { settledIssues } from './settled-issues.ts';

/** What an account has: agents alone since September, personas alone before, or both. */
export const seedKinds = ['both', 'agents', 'personas'] as const;
export type SeedKind = (typeof seedKinds)[number];

const minute = 60_000;
const issueSeeds: readonly IssueSeed[] = [...openIssues, ...settledIssues].sort((a, b) => a.number - b.number);

/**
 * Builds the sample data. Ids are the same in every sandbox; times are relative to the time of seeding.
 * @param time of seeding, in milliseconds
 */
export function seedState(time = Date.now(), kind: SeedKind = 'both'): State & { readonly calls: readonly Call[] } {
  const hasAgents = kind !== 'personas';
  const hasPersonas = kind !== 'agents';
  const base = Math.floor(time / minute) * minute;
  const longAgo = iso(base, 200 * 1440);
  const calls = callSeeds.map((seed): Call => {
    const isInbound = seed.direction === 'inbound';
    const agent = isInbound && hasAgents ? agentOf(seed.business) : undefined;
    const persona_id = agent?.personaId ?? (isInbound && hasPersonas ? personaOf(seed.business) : null);
    const details = { ...buildCall(seed, base), persona_id, agent_version_id: agent?.versionId ?? null };
    return makeCall(seedId(`call ${seed.name}`), details, null, iso(base, seed.minutesAgo));
  });
  const conversations = buildConversations(base);
  const files: StoredFile[] = [
    {
      id: seedId('file room-search-latency.csv'),
      filename: 'room-search-latency.csv',
      size: 18_734,
      created_at: iso(base, 22 * 60),
    },
  ];
  const titles = new Map<string, string>([
    ...calls.map((call) => [call.call_id, call.title] as const),
    ...conversations.map(({ id, details }) => [id, `SMS with ${String(details['user_number'])}`] as const),
    ...files.map(({ id, filename }) => [id, filename] as const),
    // A deleted call: its link keeps the title.
    [seedId('call larkspur-removed'), 'Caller gave up on hold after asking for billing.'],
  ]);
  const agents = hasAgents
    ? buildAgents(base, !hasPersonas)
    : { agents: [], agent_versions: [], personas: [], phones: [] };
  const { personas, phones } = buildPersonas(base, hasPersonas);
  const state: State = {
    org_id: seedId('organization'),
    user_id: personId('owner'),
    next_number: Math.max(...issueSeeds.map(({ number }) => number)) + 1,
    issues: issueSeeds.map((seed) => buildIssue(seed, base, hasAgents)),
    ...buildEvidence(issueSeeds, { base, calls, titles }),
    categories: builtInCategories.map((name) => ({ id: `built-in:${name.toLowerCase()}`, name, created_at: longAgo })),
    calls,
    conversations,
    recordings: [],
    files,
    activity: [],
    agent_sessions: [],
    runs: [],
    alert_bindings: [],
    uploads: [],
    attachments: [],
    faults: [],
    personas: [...personas, ...agents.personas],
    phones: [...phones, ...agents.phones].map((phone, index) => ({ id: 4100 + index * 7, ...phone })),
    agents: agents.agents,
    agent_versions: agents.agent_versions,
    scenarios: [],
    scenario_runs: [],
    enterprise: true,
    bindings: 'published',
  };
  return { ...withActivitySeeds(state, base), calls };
}

function buildIssue(seed: IssueSeed, base: number, hasAgents: boolean): Issue {
  const agent = hasAgents ? seed.agent : undefined;
  const active = iso(base, seed.activeAgo);
  return {
    id: seedId(`issue ${seed.number}`),
    number: seed.number,
    title: seed.title,
    description: seed.description ?? '',
    status: seed.status,
    severity: seed.severity,
    source: seed.source ?? 'manual',
    category: seed.category,
    dispatch_id: null,
    skill_id: null,
    agent_id: agent === undefined ? null : agentId(agent),
    agent_version_id: agent === undefined ? null : runningVersionOf(agent),
    owner_id: seed.owner === undefined ? null : personId(seed.owner),
    assignee_id: seed.assignee === undefined ? null : personId(seed.assignee),
    author_id: personId(seed.owner ?? 'owner'),
    created_at: iso(base, seed.createdAgo),
    updated_at: active,
    last_activity_at: active,
    viewed: seed.viewedAgo === undefined ? {} : { [personId('owner')]: iso(base, seed.viewedAgo) },
  };
}

const iso = (base: number, minutesAgo: number): string => new Date(base - minutesAgo * minute).toISOString();
