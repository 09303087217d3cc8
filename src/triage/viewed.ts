import type { Issue } from '../api/bland/issues.ts';
import type { BlandApi } from '../api/index.ts';

/** What the user has opened here: an answer that was on its way meanwhile must not make it unread again. */
export class Viewed {
  readonly #api: BlandApi;
  /** The last activity that was there to be seen, by issue. */
  readonly #seen = new Map<string, string | null>();

  constructor(api: BlandApi) {
    this.#api = api;
  }

  /** Marks an issue as viewed (PUT Mark Viewed). Resolves to whether the service took it. */
  async view(issue: Issue): Promise<boolean> {
    this.#seen.set(issue.id, issue.last_activity_at);
    try {
      await this.#api.issues.view(issue.id);
      return true;
    } catch {
      this.#seen.delete(issue.id);
      return false;
    }
  }

  /** An issue as the service sent it, read if nothing has happened on it since it was opened. */
  apply(issue: Issue): Issue {
    if (!issue.has_unread_activity || this.#seen.get(issue.id) !== issue.last_activity_at) return issue;
    return { ...issue, has_unread_activity: false };
  }
}
