import * as z from 'zod/mini';
import { reasonOf } from '../../api/bland/envelope.ts';
import { changeQuery, everything, type IssueQuery, type Order, orderSchema, queryChangeSchema } from './queries.ts';
import { type Sort, sortSchema } from './queries.ts';

/** A query of the user's own, as `callTriage.queries` describes it. */
export interface SavedQuery {
  readonly label: string;
  readonly query: IssueQuery;
  readonly sort: Sort;
  readonly order: Order;
}

/** An entry of the setting that cannot be used; the others still count. */
export interface QueryProblem {
  /** Position in the list, from zero; null when the setting is no list. */
  readonly position: number | null;
  /** The problem, by path and expectation, in English. */
  readonly reason: string;
}

/** Longest label of a query. */
export const maxLabelLength = 100;

const entrySchema = z.strictObject({
  label: z.string().check(z.trim(), z.minLength(1), z.maxLength(maxLabelLength)),
  filter: z.optional(queryChangeSchema),
  sort: z.optional(sortSchema),
  order: z.optional(orderSchema),
});

/** Returns the entry of `callTriage.queries` for a query, without defaults. */
export function settingOf({ label, query, sort, order }: SavedQuery): object {
  return {
    label,
    ...(Object.keys(query).length === 0 ? {} : { filter: query }),
    ...(sort === everything.sort ? {} : { sort }),
    ...(order === everything.order ? {} : { order }),
  };
}

/** Reads `callTriage.queries`: everything usable, and by position what is not. */
export function readSavedQueries(setting: unknown): {
  readonly queries: readonly SavedQuery[];
  readonly problems: readonly QueryProblem[];
} {
  if (setting === undefined || setting === null) return { queries: [], problems: [] };
  if (!Array.isArray(setting)) return { queries: [], problems: [{ position: null, reason: 'expected a list' }] };
  const queries: SavedQuery[] = [];
  const problems: QueryProblem[] = [];
  for (const [position, entry] of setting.entries()) {
    const { success, data, error } = entrySchema.safeParse(entry);
    if (!success) {
      problems.push({ position, reason: reasonOf(error) });
      continue;
    }
    const { label, filter = {}, sort = everything.sort, order = everything.order } = data;
    queries.push({ label, query: changeQuery({}, filter), sort, order });
  }
  return { queries, problems };
}
