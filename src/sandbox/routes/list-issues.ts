import * as z from 'zod/mini';
import { data } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery, booleanText } from '../http/query.ts';
import { issueView } from '../state/issues.ts';
import { now } from '../time.ts';
import { lastActivityAt } from '../state/norm.ts';
import { pageOf, type Key } from '../state/pages.ts';
import { resourceTypes, severities, statuses, type Issue, type State } from '../state/schema.ts';

const hour = 3_600_000;
const ranges = { '24h': 24 * hour, '7d': 168 * hour, '30d': 720 * hour, '90d': 2160 * hour };
const exactFields = ['owner_id', 'assignee_id', 'agent_id', 'agent_version_id', 'dispatch_id', 'skill_id'] as const;
const repeatable = ['status', 'severity', 'category'] as const;
const exact = z.optional(z.string().check(z.minLength(1)));
const repeated = z.optional(z.array(z.string()));

const query = {
  ...paging,
  sort: z._default(z.enum(['last_activity_at', 'created_at', 'severity', 'status']), 'last_activity_at'),
  order: z._default(z.enum(['asc', 'desc']), 'desc'),
  search: z.optional(z.string()),
  // Plain texts in the contract: an unknown value finds nothing and is not an error.
  status: repeated,
  severity: repeated,
  category: repeated,
  resource_type: z.optional(z.enum(resourceTypes)),
  owner_id: exact,
  assignee_id: exact,
  agent_id: exact,
  agent_version_id: exact,
  dispatch_id: exact,
  skill_id: exact,
  has_alert: z.optional(booleanText),
  date_field: z._default(z.enum(['last_activity_at', 'created_at']), 'last_activity_at'),
  date_range: z.optional(z.enum(['24h', '7d', '30d', '90d'])),
};
type Query = z.infer<z.ZodMiniObject<typeof query>>;

export const listIssues: Routes = (app, { store }) => {
  app.get('/v1/triage/issues', async (c) => {
    const asked = readQuery(c, query, { repeatable });
    const state = await store.read();
    const found = state.issues.filter((issue) => matches(state, issue, asked));
    const order = `issues ${asked.sort} ${asked.order}`;
    const page = pageOf(
      found,
      asked,
      order,
      (issue) => keyOf(state, issue, asked.sort),
      asked.order === 'asc' ? 1 : -1,
    );
    return data(c, { ...page, items: page.items.map((issue) => issueView(state, issue)) });
  });
};

function matches(state: State, issue: Issue, asked: Query): boolean {
  const hasAlert = state.alert_bindings.some(({ issue_id }) => issue_id === issue.id);
  if (asked.has_alert !== undefined && asked.has_alert !== hasAlert) return false;
  if (!repeatable.every((field) => asked[field]?.includes(issue[field]) ?? true)) return false;
  if (!exactFields.every((field) => asked[field] === undefined || asked[field] === issue[field])) return false;
  if (asked.date_range !== undefined) {
    const since = new Date(Date.now() - ranges[asked.date_range]).toISOString();
    if (issue[asked.date_field] < since) return false;
  }
  if (asked.resource_type !== undefined) {
    const type = asked.resource_type;
    if (!state.links.some((link) => link.issue_id === issue.id && link.resource_type === type)) return false;
  }
  return asked.search === undefined || matchesText(issue, asked.search.trim().toLowerCase());
}

/** Searches title and description, and compares the number written `T-1023`, `t1023` or `1023`. */
function matchesText(issue: Issue, words: string): boolean {
  if (`${issue.title}\n${issue.description}`.toLowerCase().includes(words)) return true;
  return /^(?:t-?)?(\d+)$/.exec(words)?.[1] === String(issue.number);
}

function keyOf(state: State, issue: Issue, sort: Query['sort']): Key {
  switch (sort) {
    case 'severity':
      return [severities.indexOf(issue.severity), issue.id];
    case 'status':
      return [statuses.indexOf(issue.status), issue.id];
    case 'last_activity_at':
      return [lastActivityAt(state, issue, now()), issue.id];
    default:
      return [issue[sort], issue.id];
  }
}
