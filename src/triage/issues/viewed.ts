import type { ActivityEntry } from '../../api/bland/activity.ts';
import type { Issue } from '../../api/bland/issues.ts';
import type { BlandApi } from '../../api/index.ts';
import { parseTime } from '../../shared/time.ts';

/** Entries that are looked through for those of others. */
const looked = 100;

/** The activity that a write leaves, where its answer does not name its author. */
const traces: Readonly<Record<string, RegExp>> = {
  'issue.update': /_changed$/,
  'call.attach': /^resource_added$/,
  'resource.detach': /^resource_removed$/,
  'flag.remove': /^flag_removed$/,
  'relation.remove': /^relation_removed$/,
};

/**
 * Keeps track of what the user has viewed. The service counts a user's own writes as unread activity, so an issue that was
 * read before such a write is marked as viewed after it, unless there is activity of others.
 */
export class Viewed {
  readonly #api: BlandApi;
  readonly #me: () => Promise<string | null>;
  /** The last activity that was there to be seen while an issue was read, by issue. */
  readonly #seen = new Map<string, string | null>();
  /** Issues whose activity is looked at after writes of one's own: how many those were, and whether it was read before. */
  readonly #looking = new Map<string, { writes: number; readonly wasRead: boolean }>();

  /** @param me the id of the user that the key writes for; null while no answer has shown it */
  constructor(api: BlandApi, me: () => Promise<string | null>) {
    this.#api = api;
    this.#me = me;
  }

  /** Marks an issue as viewed (PUT Mark Viewed). @throws ServiceError; then it is as it was */
  async view(issueId: string, lastActivityAt: string | null): Promise<void> {
    const before = this.#seen.get(issueId);
    // An answer that is on its way must not make it unread again.
    this.#seen.set(issueId, lastActivityAt);
    try {
      await this.#api.issues.view(issueId);
    } catch (error) {
      if (before === undefined) this.#seen.delete(issueId);
      else this.#seen.set(issueId, before);
      throw error;
    }
  }

  /** An issue as the service sent it, read if nothing but writes of one's own has happened since it was. */
  apply(issue: Issue): Issue {
    const { id, last_activity_at: at } = issue;
    if (this.#looking.get(id)?.wasRead === true) return { ...issue, has_unread_activity: false };
    if (issue.has_unread_activity && this.#seen.get(id) !== at) return issue;
    this.#seen.set(id, at);
    return issue.has_unread_activity ? { ...issue, has_unread_activity: false } : issue;
  }

  /**
   * Looks at what has happened on an issue since it was read, after a write of the user's own of this kind.
   *
   * @param isRead whether it is shown as read now
   * @returns whether it is read; undefined when that is not known, or it was unread before
   */
  async noteOwnWrite(issueId: string, kind: string, isRead: boolean): Promise<boolean | undefined> {
    const running = this.#looking.get(issueId);
    if (running !== undefined) running.writes += 1;
    if (running !== undefined || !this.#seen.has(issueId)) return undefined;
    const looking = { writes: 1, wasRead: isRead };
    this.#looking.set(issueId, looking);
    try {
      for (;;) {
        const { writes } = looking;
        const settled = await this.#settle(issueId, kind);
        if (writes === looking.writes) return settled;
      }
    } catch {
      return undefined;
    } finally {
      this.#looking.delete(issueId);
    }
  }

  async #settle(issueId: string, kind: string): Promise<boolean> {
    const seen = parseTime(this.#seen.get(issueId) ?? null);
    const { items, broken, nextCursor } = await this.#api.activity.list(issueId, { limit: looked });
    const since = items.filter(({ created_at: at }) => seen === null || (parseTime(at) ?? Infinity) > seen);
    const isWhole = broken.length === 0 && (nextCursor === null || since.length < items.length);
    const me = (await this.#me().catch(() => null)) ?? authorOf(since, kind);
    if (!isWhole || !since.every((entry) => isBy(entry, me))) {
      this.#seen.delete(issueId);
      return false;
    }
    await this.view(issueId, since[0]?.created_at ?? this.#seen.get(issueId) ?? null);
    return true;
  }
}

/** The user who has left the trace of a write; null when there is none. */
function authorOf(entries: readonly ActivityEntry[], kind: string): string | null {
  const trace = traces[kind];
  return entries.find(({ type }) => trace?.test(type))?.actor?.id ?? null;
}

function isBy({ actor }: ActivityEntry, me: string | null): boolean {
  return me !== null && actor?.kind === 'user' && actor.id === me;
}
