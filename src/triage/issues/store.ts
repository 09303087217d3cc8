import type { ActivityEntry } from '../../api/bland/activity.ts';
import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import type { Flag } from '../../api/bland/flags.ts';
import type { Issue } from '../../api/bland/issues.ts';
import type { Relation } from '../../api/bland/relations.ts';
import type { ResourceLink } from '../../api/bland/resources.ts';
import type { BlandApi } from '../../api/index.ts';
import { Emitter } from '../../shared/event.ts';
import { IssueFinder } from './find-issues.ts';
import { mergeNewest } from './merge-newest.ts';
import { PagedList } from './paged-list.ts';
import { otherIssueId } from './relations.ts';
import { everything, filterOf, type Finding, supportedQuery } from './queries.ts';
import { ServiceSupport } from '../sessions/service-support.ts';
import type { ListedQuery } from './built-in-queries.ts';
import { Viewed } from './viewed.ts';

/** The lists of an issue; each is loaded when it is shown. */
export interface IssueContents {
  readonly resources: PagedList<ResourceLink>;
  readonly flags: PagedList<Flag>;
  readonly relations: PagedList<Relation>;
  readonly alerts: PagedList<AlertBinding>;
  /** Newest first. */
  readonly activity: PagedList<ActivityEntry>;
}

const counts = ['flag_count', 'resource_count', 'relation_count', 'linked_alert_count'] as const;

/** The page size of every list: the API's largest for what is small, its default for issues. */
const contentsPage = 100;
const issuesPage = 50;

/** Pages of an issue's contents that are loaded without being asked for: 1,000 flags on one issue. */
const contentsPages = 10;

/** Issues whose contents a refresh fetches again: those looked at last. */
const contentsKept = 8;

/** Pages of issues that a refresh in the background fetches at most. */
const quietPages = 4;

/** The issues of one connection as far as they are loaded. */
export class IssueStore {
  readonly #api: BlandApi;
  readonly #contents = new Map<string, IssueContents>();
  readonly #changed = new Emitter<{ readonly issueId: string | null }>();
  /** Fires with an issue's id when something on it changed, with null when the list did. */
  readonly onDidChange = this.#changed.event;
  readonly list: PagedList<Issue>;
  /** Has the issues of each saved query that was looked at, by what it asks for. */
  readonly #queries = new Map<string, PagedList<Issue>>();
  readonly #recent = new Map<string, Issue>();
  readonly #viewed: Viewed;
  readonly #finder: IssueFinder;
  readonly #support: ServiceSupport;
  #finding = everything;

  /** @param me the id of the user that the key writes for; null while no answer has shown it */
  constructor(
    api: BlandApi,
    me: () => Promise<string | null> = async () => null,
    support: ServiceSupport = new ServiceSupport(),
  ) {
    this.#api = api;
    this.#support = support;
    this.#viewed = new Viewed(api, me);
    this.#finder = new IssueFinder(api);
    this.list = this.#listOf(() => this.#finding);
    support.onDidRefuse(() => {
      // What is listed now came without these filters.
      this.#finding = this.#supported(this.#finding);
      this.#changed.fire({ issueId: null });
    });
  }

  /** Query, order and grouping of the list. Another query or order empties the list without fetching. */
  get finding(): Finding {
    return this.#finding;
  }

  set finding(finding: Finding) {
    const before = JSON.stringify(filterOf(this.#finding));
    this.#finding = this.#supported(finding);
    this.#finder.forget();
    if (JSON.stringify(filterOf(this.#finding)) === before) this.#changed.fire({ issueId: null });
    else this.list.reset();
  }

  #supported(finding: Finding): Finding {
    const query = supportedQuery(finding.query, this.#support);
    return query === finding.query ? finding : { ...finding, query };
  }

  /** The issues of a query, loaded or not: the list itself when it asks for the same. */
  ofQuery(query: ListedQuery): PagedList<Issue> {
    const key = JSON.stringify(filterOf(query));
    if (key === JSON.stringify(filterOf(this.#finding))) return this.list;
    const known = this.#queries.get(key);
    if (known !== undefined) return known;
    const made = this.#listOf(() => query);
    this.#queries.set(key, made);
    return made;
  }

  /** A loaded issue. */
  get(issueId: string): Issue | undefined {
    for (const list of this.#lists()) {
      const found = list.items.find(({ id }) => id === issueId);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Returns the loaded issues known to have a resource, by code. An issue's evidence is known once it was opened. */
  holding(resourceId: string): readonly Issue[] {
    return [...this.#contents.keys()]
      .filter((id) => this.holds(id, resourceId))
      .flatMap((id) => this.get(id) ?? [])
      .toSorted((a, b) => a.triage_id.localeCompare(b.triage_id, undefined, { numeric: true }));
  }

  /** Tells whether an issue is known to have a resource. While its evidence is not loaded, its flags tell for calls. */
  holds(issueId: string, resourceId: string): boolean {
    const { resources, flags } = this.#contents.get(issueId) ?? {};
    if (resources?.items.some((link) => link.resource_id === resourceId) === true) return true;
    return resources?.loaded !== true && flags?.items.some((flag) => flag.call_id === resourceId) === true;
  }

  /** The agent of a loaded issue that has this call and no other; null when there is none. */
  agentOfOnlyCall(callId: string): string | null {
    for (const [issueId, { resources }] of this.#contents) {
      const calls = resources.items.filter((link) => link.resource_type === 'call');
      const isOnly = resources.loaded && !resources.hasMore && calls.length === 1 && calls[0]?.resource_id === callId;
      const agentId = isOnly ? (this.get(issueId)?.agent_id ?? null) : null;
      if (agentId !== null) return agentId;
    }
    return null;
  }

  /**
   * Reads a loaded issue again after a call was attached to it: the service gives one without an agent that of the call. Quietly:
   * until the next refresh it stays as it is when that fails.
   */
  async noteAttachedCall(issueId: string): Promise<void> {
    const issue = this.get(issueId);
    if (issue === undefined || issue.agent_id !== null) return;
    try {
      const now = await this.#api.issues.get(issueId);
      if (now.agent_id === null || this.get(issueId) === undefined) return;
      this.put(now);
      // It may no longer be among those of an agent, or be so now.
      const isFiltered = this.#finding.query.agentId ?? this.#finding.query.agentVersionId;
      if (isFiltered !== undefined) await this.list.refreshQuietly(quietPages, (_loaded, newest) => newest);
    } catch {
      // The next refresh shows it.
    }
  }

  /** The issues that calls were last flagged in or read for in this window, the last one first. */
  get recent(): readonly Issue[] {
    return [...this.#recent.values()].toReversed().map((issue) => this.get(issue.id) ?? issue);
  }

  /** Takes note that a call is read for this issue now. */
  choose(issue: Issue): void {
    this.#recent.delete(issue.id);
    this.#recent.set(issue.id, issue);
  }

  /** An issue's flags, if they were ever asked for. Unlike `contents`, this does not count as looking at the issue. */
  flagsOf(issueId: string): PagedList<Flag> | undefined {
    return this.#contents.get(issueId)?.flags;
  }

  /** The flags that are loaded, with the issue that each is on. */
  get loadedFlags(): readonly { readonly issueId: string; readonly flag: Flag }[] {
    return [...this.#contents].flatMap(([issueId, { flags }]) => flags.items.map((flag) => ({ issueId, flag })));
  }

  /** The flags that are known to be on a call, on whichever of the loaded issues. */
  flagsOn(callId: string): number {
    const lists = [...this.#contents.values()].map(({ flags }) => flags.items);
    return lists.flat().filter((flag) => flag.call_id === callId).length;
  }

  /** A loaded issue, or the one that the service has. */
  async find(issueId: string, signal?: AbortSignal): Promise<Issue> {
    return this.get(issueId) ?? this.#api.issues.get(issueId, { signal });
  }

  /** Puts a newer state of an issue in place of the loaded one; an issue that is not listed stays unlisted. */
  put(issue: Issue): void {
    this.#show(this.#viewed.apply(issue));
  }

  /** A new issue of the user's own: read, and at the front of the list, whatever the filter. */
  add(issue: Issue): void {
    const read = this.#viewed.apply({ ...issue, has_unread_activity: false });
    if (this.list.loaded) this.list.put(read);
    void this.noteOwnWrite(issue.id, 'issue.create');
  }

  /** An issue is gone, and with it what hung on it and the relations that others had to it. */
  remove(issueId: string): void {
    const own = this.#contents.get(issueId);
    for (const list of Object.values(own ?? {})) list.cancel();
    this.#contents.delete(issueId);
    this.#recent.delete(issueId);
    for (const [otherId, { relations }] of this.#contents) {
      for (const relation of relations.items) {
        if (otherIssueId(relation, otherId) !== issueId) continue;
        relations.remove(relation.id);
        this.count(otherId, { relation_count: -1 });
      }
    }
    for (const list of this.#lists()) if (list.items.some(({ id }) => id === issueId)) list.remove(issueId);
  }

  /** Two issues are linked now. The other one's list is asked for again, if somebody looked: its view of it differs. */
  addRelation(issueId: string, relation: Relation): void {
    const { relations } = this.contents(issueId);
    const isNew = !relations.items.some(({ id }) => id === relation.id);
    relations.put(relation);
    if (!isNew) return;
    const otherId = otherIssueId(relation, issueId);
    this.count(issueId, { relation_count: 1 });
    this.count(otherId, { relation_count: 1 });
    const other = this.#contents.get(otherId)?.relations;
    if (other?.loaded === true) void other.load();
  }

  /** The issues that a relation links, as far as they are known. */
  sidesOf(issueId: string, relationId: string): readonly string[] {
    const relation = this.contents(issueId).relations.items.find(({ id }) => id === relationId);
    return relation === undefined ? [issueId] : [issueId, otherIssueId(relation, issueId)];
  }

  /** A relation is gone, on both sides. */
  removeRelation(issueId: string, relationId: string): void {
    for (const side of this.sidesOf(issueId, relationId)) {
      this.#contents.get(side)?.relations.remove(relationId);
      this.count(side, { relation_count: -1 });
    }
  }

  /** Adds to an issue's counts what a write has changed, until the next refresh says it for certain. */
  count(issueId: string, by: Partial<Pick<Issue, (typeof counts)[number]>>): void {
    const issue = this.get(issueId);
    if (issue === undefined) return;
    const changed = counts.map((name) => {
      const count = issue[name];
      return [name, count === null ? null : Math.max(0, count + (by[name] ?? 0))];
    });
    this.put({ ...issue, ...Object.fromEntries(changed) });
  }

  /** An issue's lists, loaded or not. */
  contents(issueId: string): IssueContents {
    const known = this.#contents.get(issueId);
    if (known !== undefined) {
      // The last one looked at stands last.
      this.#contents.delete(issueId);
      this.#contents.set(issueId, known);
      return known;
    }
    const page = (cursor: string | undefined, signal: AbortSignal) => ({ cursor, limit: contentsPage, signal });
    const made: IssueContents = {
      resources: new PagedList((cursor, signal) => this.#api.resources.list(issueId, page(cursor, signal))),
      flags: new PagedList((cursor, signal) => this.#api.flags.list(issueId, page(cursor, signal))),
      relations: new PagedList((cursor, signal) => this.#api.relations.list(issueId, page(cursor, signal))),
      alerts: new PagedList((cursor, signal) => this.#api.alertBindings.list(issueId, page(cursor, signal))),
      activity: new PagedList((cursor, signal) => this.#api.activity.list(issueId, page(cursor, signal))),
    };
    for (const list of Object.values(made)) list.onDidChange(() => this.#changed.fire({ issueId }));
    this.#contents.set(issueId, made);
    return made;
  }

  /** Loads what an issue shows when it is expanded. Failures stay on the lists they belong to. */
  async loadContents(issueId: string): Promise<IssueContents> {
    const contents = this.contents(issueId);
    const { relation_count: links = 1, linked_alert_count: bound = 0 } = this.get(issueId) ?? {};
    await Promise.all([
      contents.resources.all(contentsPages),
      contents.flags.all(contentsPages),
      links > 0 ? contents.relations.all(contentsPages) : undefined,
      bound === null || bound > 0 ? contents.alerts.all(contentsPages) : undefined,
    ]);
    return contents;
  }

  /** Loads an issue's flags, unless they are loaded. @throws ServiceError */
  loadFlags(issueId: string): Promise<void> {
    return loadOnce(this.contents(issueId).flags);
  }

  /** Loads what is attached to an issue, unless it is loaded. @throws ServiceError */
  loadResources(issueId: string): Promise<void> {
    return loadOnce(this.contents(issueId).resources);
  }

  /**
   * Fetches an issue's relations as they are now.
   *
   * @throws ServiceError
   */
  async freshRelations(issueId: string): Promise<readonly Relation[]> {
    const { relations } = this.contents(issueId);
    await relations.load();
    await relations.all(contentsPages);
    if (relations.error !== undefined) throw relations.error;
    return relations.items;
  }

  /**
   * Takes note that a person has opened an issue: PUT Mark Viewed, when there is something unread on it. Nobody's words are
   * in it, so it is not kept for later: what fails is unread again, and read at the next opening.
   */
  async view(issueId: string): Promise<void> {
    if (this.get(issueId)?.has_unread_activity === true) await this.markRead(issueId).catch(() => undefined);
  }

  /** Marks an issue as read. @throws ServiceError; then it is as it was */
  async markRead(issueId: string): Promise<void> {
    const issue = this.get(issueId);
    const viewing = this.#viewed.view(issueId, issue?.last_activity_at ?? null);
    if (issue !== undefined) this.put({ ...issue, has_unread_activity: false });
    try {
      await viewing;
    } catch (error) {
      const now = this.get(issueId);
      if (issue?.has_unread_activity === true && now !== undefined) this.#show({ ...now, has_unread_activity: true });
      throw error;
    }
  }

  /** Takes note of a write of the user's own on an issue, which must not make it unread. */
  async noteOwnWrite(issueId: string, kind: string): Promise<void> {
    const wasRead = this.get(issueId)?.has_unread_activity !== true;
    const isRead = await this.#viewed.noteOwnWrite(issueId, kind, wasRead);
    const issue = this.get(issueId);
    if (isRead === undefined || issue === undefined || issue.has_unread_activity === !isRead) return;
    this.#show({ ...issue, has_unread_activity: !isRead });
  }

  /** The issues that are loaded, of whichever list, each once. */
  get loaded(): readonly Issue[] {
    return [...new Map(this.#lists().flatMap(({ items }) => items.map((issue) => [issue.id, issue]))).values()];
  }

  /** Returns the loaded issues with unread activity. */
  get unread(): readonly Issue[] {
    return this.loaded.filter((issue) => issue.has_unread_activity);
  }

  /**
   * Fetches the lists again, and the contents of the issues that were looked into last. Those of earlier ones are forgotten,
   * and asked for when somebody looks again.
   */
  async refresh(): Promise<void> {
    this.#finder.forget();
    const looked = [...this.#contents].filter(([, contents]) => Object.values(contents).some((list) => list.loaded));
    const kept = new Set(looked.slice(-contentsKept).map(([issueId]) => issueId));
    for (const [issueId, contents] of this.#contents) {
      const isBusy = Object.values(contents).some((list) => list.loading);
      if (!kept.has(issueId) && !isBusy) this.#contents.delete(issueId);
    }
    const opened = [...this.#contents.values()].flatMap((contents) => Object.values(contents));
    const others = [...this.#queries.values(), ...opened].filter((list) => list.loaded);
    await Promise.all([this.list.load(), ...others.map((list) => list.load())]);
  }

  /**
   * Fetches again what is loaded, in the background: the newest pages of each list, and the contents only of issues that
   * something has happened on. Nothing is announced unless it changed.
   *
   * @returns what a list failed with, if one did
   */
  async refreshQuietly(): Promise<unknown> {
    const lists = this.#lists().filter((list) => list.loaded);
    const before = new Map(lists.flatMap(({ items }) => items.map((issue) => [issue.id, issue.last_activity_at])));
    const { sort, order } = this.#finding;
    const byActivity = sort === 'last_activity_at' && order === 'desc';
    for (const list of lists) {
      const merged = list === this.list && byActivity;
      await list.refreshQuietly(quietPages, (loaded, newest) => mergeNewest(loaded, newest, merged));
    }
    for (const issue of lists.flatMap(({ items }) => items)) {
      if (before.get(issue.id) === issue.last_activity_at) continue;
      before.set(issue.id, issue.last_activity_at);
      for (const list of Object.values(this.#contents.get(issue.id) ?? {})) if (list.loaded) await list.load();
    }
    return lists.map((list) => list.error).find((error) => error !== undefined);
  }

  #show(issue: Issue): void {
    for (const list of this.#lists()) if (list.items.some(({ id }) => id === issue.id)) list.put(issue);
  }

  #lists(): readonly PagedList<Issue>[] {
    return [this.list, ...this.#queries.values()];
  }

  #listOf(asked: () => Pick<Finding, 'query' | 'sort' | 'order'>): PagedList<Issue> {
    const list = new PagedList(async (cursor: string | undefined, signal: AbortSignal) => {
      const page = await this.#finder.page(asked(), { cursor, limit: issuesPage, signal });
      return { ...page, items: page.items.map((issue) => this.#viewed.apply(issue)) };
    });
    // In groups, a row may have to move.
    list.onDidChange((itemId) => this.#changed.fire({ issueId: this.#finding.groupBy === 'none' ? itemId : null }));
    return list;
  }

  dispose(): void {
    for (const list of this.#lists()) list.cancel();
    for (const contents of this.#contents.values()) for (const list of Object.values(contents)) list.cancel();
    this.#changed.dispose();
  }
}

async function loadOnce<T extends { readonly id: string }>(list: PagedList<T>): Promise<void> {
  if (list.loaded) return;
  await list.load();
  await list.all(contentsPages);
  if (!list.loaded) throw list.error;
}
