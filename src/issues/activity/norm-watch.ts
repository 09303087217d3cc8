import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { isAbort } from '../../api/errors.ts';
import { withStatusBarProgress } from '../../editor/progress.ts';
import { systemClock } from '../../triage/clock.ts';
import type { Session } from '../../triage/sessions/session.ts';

const firstWaitMs = 1_000;
const longestWaitMs = 15_000;
/** Failures in a row, after which the next refresh takes over. */
const maxFailures = 5;
/** A run that was just started may not show in the issue at once. */
const minLooks = 3;

export interface WatchedIssue {
  /** Identifies who follows: following again changes nothing. */
  readonly follower: string;
  readonly session: Session;
  readonly issueId: string;
  readonly isShown: () => boolean;
  /** Called with the issue when it and its activity have been fetched. */
  readonly onUpdate: (issue: Issue) => void;
  /** Called when Norm is done, or has a question. */
  readonly onEnd: (issue: Issue) => void;
}

/**
 * Polls runs of Norm, since the service has no stream: only while the issue is visible somewhere, and less and less often.
 * One poll per issue, whoever follows it; it ends when Norm is done or the issue is no longer visible.
 */
export class NormWatch {
  readonly #followers = new Map<string, Map<string, WatchedIssue>>();

  /** @param asked a run was just started, and may not show yet */
  follow(watched: WatchedIssue, asked: boolean): void {
    const { session, issueId, follower } = watched;
    const key = `${session.connection.id} ${issueId}`;
    const others = this.#followers.get(key);
    if (others !== undefined) {
      others.set(follower, watched);
      return;
    }
    const followers = new Map([[follower, watched]]);
    this.#followers.set(key, followers);
    const title = vscode.l10n.t('Norm is working…');
    const run = withStatusBarProgress(title, () => this.#look(session, issueId, followers, asked ? minLooks : 1));
    const ended = Promise.resolve(run).finally(() => this.#followers.delete(key));
    void ended.catch(() => undefined);
  }

  async #look(
    session: Session,
    issueId: string,
    followers: ReadonlyMap<string, WatchedIssue>,
    least: number,
  ): Promise<void> {
    const never = new AbortController().signal;
    let waitMs = firstWaitMs;
    let failures = 0;
    for (let looks = 1; failures < maxFailures; looks += 1) {
      await systemClock.wait(waitMs, never);
      if (![...followers.values()].some(({ isShown }) => isShown())) return;
      waitMs = Math.min(longestWaitMs, waitMs * 1.5);
      try {
        const issue = await session.api.issues.get(issueId);
        await session.issues.contents(issueId).activity.load();
        session.issues.put(issue);
        for (const { onUpdate } of followers.values()) onUpdate(issue);
        failures = 0;
        if (!issue.is_processing && looks >= least) {
          for (const { onEnd } of followers.values()) onEnd(issue);
          return;
        }
      } catch (error) {
        if (isAbort(error)) return;
        failures += 1;
      }
    }
  }
}
