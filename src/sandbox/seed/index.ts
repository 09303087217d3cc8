import { makeCall } from '../state/calls.ts';
import { builtInCategories, type Call, type Issue, type State, type StoredFile } from '../state/schema.ts';
import { buildCall, seedId } from './call.ts';
import { callSeeds } from './calls/index.ts';
import { buildEvidence } from './evidence.ts';
import type { IssueSeed } from './issue.ts';
import { issueSeeds } from './issues.ts';
import { seedPerson } from './people.ts';
import { buildPersonas, personaOf } from './personas.ts';
import { buildConversations } from './sms.ts';
import { withTalk } from './talk.ts';

const minute = 60_000;

/**
 * The sample data. Ids are the same in every sandbox; times lie before the moment of seeding, to the minute.
 * @param moment the moment of seeding, in milliseconds
 */
export function seedState(moment = Date.now()): State & { readonly calls: readonly Call[] } {
  const base = Math.floor(moment / minute) * minute;
  const long = iso(base, 200 * 1440);
  const calls = callSeeds.map((seed): Call => {
    const persona_id = seed.direction === 'inbound' ? personaOf(seed.business) : null;
    const details = { ...buildCall(seed, base), persona_id };
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
    // Its call has been deleted since: what is left is the title it had.
    [seedId('call larkspur-removed'), 'Caller gave up on hold after asking for billing.'],
  ]);
  const state: State = {
    org_id: seedId('organization'),
    user_id: seedPerson('owner'),
    next_number: Math.max(...issueSeeds.map(({ number }) => number)) + 1,
    issues: issueSeeds.map((seed) => buildIssue(seed, base)),
    ...buildEvidence(issueSeeds, { base, calls, titles }),
    categories: builtInCategories.map((name) => ({ id: `built-in:${name.toLowerCase()}`, name, created_at: long })),
    calls,
    conversations,
    files,
    activity: [],
    agent_sessions: [],
    runs: [],
    alert_bindings: [],
    uploads: [],
    attachments: [],
    faults: [],
    ...buildPersonas(base),
  };
  return { ...withTalk(state, base), calls };
}

/** The id of an issue by its number, as in 1001. */
export const seedIssueId = (number: number): string => seedId(`issue ${number}`);

function buildIssue(seed: IssueSeed, base: number): Issue {
  const active = iso(base, seed.activeAgo);
  return {
    id: seedIssueId(seed.number),
    number: seed.number,
    title: seed.title,
    description: seed.description ?? '',
    status: seed.status,
    severity: seed.severity,
    source: seed.source ?? 'manual',
    category: seed.category,
    dispatch_id: null,
    skill_id: null,
    agent_id: seed.agent === undefined ? null : seedId(`agent ${seed.agent}`),
    agent_version_id: null,
    owner_id: seed.owner === undefined ? null : seedPerson(seed.owner),
    assignee_id: seed.assignee === undefined ? null : seedPerson(seed.assignee),
    author_id: seedPerson(seed.owner ?? 'owner'),
    created_at: iso(base, seed.createdAgo),
    updated_at: active,
    last_activity_at: active,
    viewed: seed.viewedAgo === undefined ? {} : { [seedPerson('owner')]: iso(base, seed.viewedAgo) },
  };
}

const iso = (base: number, minutesAgo: number): string => new Date(base - minutesAgo * minute).toISOString();
