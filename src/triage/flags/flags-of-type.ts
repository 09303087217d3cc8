import type { Flag } from '../../api/bland/flags.ts';
import type { Issue } from '../../api/bland/issues.ts';
import type { IssueStore } from '../issues/store.ts';

/** Requests for flags at a time: a list of issues must not flood the service. */
const atATime = 3;

export interface FoundFlag {
  readonly issue: Issue;
  readonly flag: Flag;
}

/** Returns the loaded flags of issues. */
export function flagsAmong(issues: IssueStore, among: readonly Issue[]): readonly FoundFlag[] {
  return among.flatMap((issue) => (issues.flagsOf(issue.id)?.items ?? []).map((flag) => ({ issue, flag })));
}

/** Returns the loaded flags of a type: the service has no query for them. */
export function flagsOfType(issues: IssueStore, type: string): readonly FoundFlag[] {
  return flagsAmong(issues, issues.loaded).filter(({ flag }) => flag.type === type);
}

/** Returns the issues that have flags which are not loaded. */
export function withUnreadFlags(issues: IssueStore, among: readonly Issue[]): readonly Issue[] {
  return among.filter(({ id, flag_count: count }) => count > 0 && issues.flagsOf(id)?.loaded !== true);
}

/**
 * Loads the flags of every issue that has some, unless they are loaded.
 *
 * @param loaded called after each issue
 * @returns the error of the first issue that could not be read; the others are read all the same
 */
export async function loadFlagsOfAll(
  issues: IssueStore,
  signal: AbortSignal,
  loaded: () => void,
  among = issues.loaded,
): Promise<unknown> {
  const left = [...withUnreadFlags(issues, among)];
  let failure: unknown;
  const work = async (): Promise<void> => {
    for (let issue = left.shift(); issue !== undefined && !signal.aborted; issue = left.shift()) {
      try {
        await issues.loadFlags(issue.id);
      } catch (error) {
        failure ??= error;
      }
      if (!signal.aborted) loaded();
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return failure;
}
