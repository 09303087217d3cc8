import * as z from 'zod/mini';
import { type Issue, type IssueFilter, issueStatuses } from '../../api/bland/issues.ts';
import type { OptionalName, ServiceSupport } from '../sessions/service-support.ts';

const text = z.string().check(z.trim(), z.maxLength(500));
/** A repeatable parameter of List Issues, given once or several times. Values are free: the service may know more. */
const texts = z.pipe(
  z.union([text, z.array(text).check(z.maxLength(100))]),
  z.transform((given) => (typeof given === 'string' ? [given] : given)),
);
const changed = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));

/**
 * A change of what is asked for: what is given is set, null or an empty value takes it out, the rest stays. These are the
 * filters of List Issues, in the spelling that commands and settings use.
 */
export const queryChangeFields = {
  search: changed(text),
  status: changed(texts),
  severity: changed(texts),
  category: changed(texts),
  resourceType: changed(z.enum(['call', 'sms_conversation', 'file'])),
  assigneeId: changed(text),
  ownerId: changed(text),
  agentId: changed(text),
  agentVersionId: changed(text),
  dispatchId: changed(text),
  skillId: changed(text),
  hasAlert: changed(z.boolean()),
  dateField: changed(z.enum(['last_activity_at', 'created_at'])),
  dateRange: changed(z.enum(['24h', '7d', '30d', '90d'])),
} as const;

export const queryChangeSchema = z.strictObject(queryChangeFields);
export type QueryChange = Readonly<z.output<typeof queryChangeSchema>>;

/** Filters of issues; none for all of them. */
export type IssueQuery = { readonly [Field in keyof QueryChange]?: NonNullable<QueryChange[Field]> };
export type QueryField = keyof IssueQuery;

/** Every field, in the order in which they are offered and shown. */
export const queryFields = Object.keys(queryChangeFields) as readonly QueryField[];

export const sortSchema = z.enum(['last_activity_at', 'created_at', 'severity', 'status']);
export const orderSchema = z.enum(['desc', 'asc']);
export const groupingSchema = z.enum(['none', 'status', 'severity', 'category', 'assignee']);
export type Sort = z.output<typeof sortSchema>;
export type Order = z.output<typeof orderSchema>;
export type Grouping = z.output<typeof groupingSchema>;

/** Query, order and grouping of a connection's issues. */
export interface Finding {
  readonly query: IssueQuery;
  readonly sort: Sort;
  readonly order: Order;
  readonly groupBy: Grouping;
}

/** All issues, by last activity: the service's own default. */
export const everything: Finding = { query: {}, sort: 'last_activity_at', order: 'desc', groupBy: 'none' };

/** Open issues: neither done nor closed. */
export const openQuery: IssueQuery = {
  status: issueStatuses.filter((status) => status !== 'done' && status !== 'closed'),
};

/** The default of a view. */
export const usual: Finding = { ...everything, query: openQuery };

/** Tells whether these are the statuses of open issues. */
export function areOpen(statuses: readonly string[] | undefined): boolean {
  const open = openQuery.status ?? [];
  return statuses?.length === open.length && open.every((status) => statuses.includes(status));
}

/** Category of a query: open issues, all issues, or any other filter. */
export type Listed = 'open' | 'all' | 'filtered';

export function listedBy(query: IssueQuery): Listed {
  if (!isFiltered(query)) return 'all';
  return Object.keys(query).length === 1 && areOpen(query.status) ? 'open' : 'filtered';
}

/** A query with a change made. `dateField` says what `dateRange` counts from, so that it goes with it. */
export function changeQuery(query: IssueQuery, change: QueryChange): IssueQuery {
  const values: Record<string, unknown> = {};
  for (const field of queryFields) {
    const value = change[field] === undefined ? query[field] : change[field];
    const kept = Array.isArray(value) ? [...new Set(value.filter((one) => one !== ''))] : value;
    const empty = kept === undefined || kept === null || kept === '' || (Array.isArray(kept) && kept.length === 0);
    if (!empty) values[field] = kept;
  }
  if (values['dateRange'] === undefined) delete values['dateField'];
  return values;
}

/** Tells whether a query has any filter. */
export function isFiltered(query: IssueQuery): boolean {
  return Object.keys(query).length > 0;
}

/** Filters that not every service knows, as it names them. */
const optional: Readonly<Partial<Record<QueryField, OptionalName>>> = {
  agentId: 'agent_id',
  agentVersionId: 'agent_version_id',
  dispatchId: 'dispatch_id',
  skillId: 'skill_id',
  hasAlert: 'has_alert',
};

/** Tells whether a service may know a filter. */
export function isSupported(field: QueryField, support: ServiceSupport): boolean {
  const name = optional[field];
  return name === undefined || support.has(`filter.${name}`);
}

/** A query without the filters that the service does not know; the query itself when there are none. */
export function supportedQuery(query: IssueQuery, support: ServiceSupport): IssueQuery {
  const fields = Object.keys(query) as readonly QueryField[];
  const known = fields.filter((field) => isSupported(field, support));
  return known.length === fields.length ? query : Object.fromEntries(known.map((field) => [field, query[field]]));
}

/** A query as List Issues takes it. What is the service's default is not sent, since it refuses what it does not know. */
export function filterOf({ query, sort, order }: Pick<Finding, 'query' | 'sort' | 'order'>): IssueFilter {
  return {
    ...(sort === everything.sort ? {} : { sort }),
    ...(order === everything.order ? {} : { order }),
    search: query.search,
    status: query.status,
    severity: query.severity,
    category: query.category,
    resource_type: query.resourceType,
    owner_id: query.ownerId,
    assignee_id: query.assigneeId,
    agent_id: query.agentId,
    agent_version_id: query.agentVersionId,
    dispatch_id: query.dispatchId,
    skill_id: query.skillId,
    has_alert: query.hasAlert,
    date_field: query.dateField,
    date_range: query.dateRange,
  };
}

const findingSchema = z.object({
  query: z.optional(queryChangeSchema),
  sort: z.optional(sortSchema),
  order: z.optional(orderSchema),
  groupBy: z.optional(groupingSchema),
});

/** Reads what an earlier window remembered; without anything that can be read, it is as usual. */
export function readFinding(value: unknown): Finding {
  const { success, data } = findingSchema.safeParse(value);
  if (!success) return usual;
  return {
    query: changeQuery({}, data.query ?? {}),
    sort: data.sort ?? everything.sort,
    order: data.order ?? everything.order,
    groupBy: data.groupBy ?? everything.groupBy,
  };
}

/** Loaded issues with one thing in common. */
export interface IssueGroup {
  /** The value they share; empty for those without one. */
  readonly key: string;
  readonly issues: readonly Issue[];
}

const orders: Readonly<Partial<Record<Grouping, readonly string[]>>> = {
  status: ['backlog', 'todo', 'in_progress', 'in_review', 'done', 'closed'],
  severity: ['critical', 'high', 'medium', 'low'],
};

/**
 * Puts loaded issues into groups, each in the order they came in: statuses and severities in their own order, other values
 * by name, those without a value last. Every issue is in exactly one group.
 *
 * @param nameOf what a value is called, where that is not the value itself
 */
export function groupIssues(
  issues: readonly Issue[],
  by: Exclude<Grouping, 'none'>,
  nameOf: (key: string) => string = (key) => key,
): IssueGroup[] {
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    const key = (by === 'assignee' ? issue.assignee_id : issue[by]) ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [issue]);
    else group.push(issue);
  }
  const order = orders[by] ?? [];
  const rank = (key: string): number => {
    if (key === '') return order.length + 1;
    const place = order.indexOf(key);
    return place === -1 ? order.length : place;
  };
  return [...groups]
    .map(([key, members]) => ({ group: { key, issues: members }, name: key === '' ? '' : nameOf(key) }))
    .sort((a, b) => rank(a.group.key) - rank(b.group.key) || (a.name < b.name ? -1 : 1))
    .map(({ group }) => group);
}

/** A count that does not pretend to be a total: `50+` while there may be more than is loaded. */
export function countOf(loaded: number, hasMore: boolean): string {
  return hasMore ? `${loaded}+` : String(loaded);
}
