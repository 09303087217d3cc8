import type { Issue } from '../../api/bland/issues.ts';
import { everything, type Finding, type IssueQuery, openQuery } from './queries.ts';

/** The service's answer to a query, narrowed here to what it has no filter for. */
export interface ListedQuery extends Pick<Finding, 'query' | 'sort' | 'order'> {
  /** Narrows the loaded issues; without it, all of them are listed. */
  readonly passes?: (issue: Issue) => boolean;
  /** Opening an issue takes it out: what is shown stays until the query is closed, or rows would go under the pointer. */
  readonly stays?: true;
}

export type BuiltInQuery = 'mine' | 'unassigned' | 'unread' | 'open';

const open = (query: IssueQuery = {}): ListedQuery => ({ ...everything, query: { ...openQuery, ...query } });

/** Returns the query for the open issues of a user. */
export function openIssuesOf(userId: string): ListedQuery {
  return open({ assigneeId: userId });
}

/** The queries of the product. List Issues has no filter for issues without an assignee, nor for unread ones. */
export const builtInQueries: Readonly<Record<Exclude<BuiltInQuery, 'mine'>, ListedQuery>> = {
  unassigned: { ...open(), passes: (issue) => issue.assignee_id === null },
  unread: { ...open(), passes: (issue) => issue.has_unread_activity, stays: true },
  open: open(),
};
