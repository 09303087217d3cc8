import type { Issue } from '../../api/bland/issues.ts';
import { parseTime } from '../../shared/time.ts';

/**
 * Puts the newest issues, just fetched, before those that were loaded earlier. In a list by last activity, what is not
 * among the newest although it would have to be is gone: deleted, or no longer what is asked for. In other orders an issue
 * may have moved behind what was fetched, so it stays where it was.
 */
export function mergeNewest(loaded: readonly Issue[], newest: readonly Issue[], byActivity: boolean): Issue[] {
  const fetched = new Map(newest.map((issue) => [issue.id, issue]));
  const border = parseTime(newest.at(-1)?.last_activity_at);
  const rest = loaded.filter((issue) => {
    if (fetched.has(issue.id)) return false;
    const at = parseTime(issue.last_activity_at);
    return !byActivity || border === null || at === null || at <= border;
  });
  return [...newest, ...rest];
}
