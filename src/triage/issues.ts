import type { Flag } from '../api/bland/flags.ts';
import type { Issue, IssueFilter } from '../api/bland/issues.ts';
import type { Relation } from '../api/bland/relations.ts';
import type { ResourceLink } from '../api/bland/resources.ts';
import type { BlandApi } from '../api/index.ts';
import { Emitter } from './event.ts';
import { PagedList } from './paged-list.ts';

/** What hangs on an issue; each list is loaded when somebody looks. */
export interface IssueContents {
  readonly resources: PagedList<ResourceLink>;
  readonly flags: PagedList<Flag>;
  readonly relations: PagedList<Relation>;
}

/** The page size of every list: the API's largest for what is small, its default for issues. */
const contentsPage = 100;
const issuesPage = 50;

/** Pages of an issue's contents that are loaded without being asked for: 1,000 flags on one issue. */
const contentsPages = 10;

/** The issues of one connection as far as they are loaded. */
export class IssueStore {
  readonly #api: BlandApi;
  readonly #contents = new Map<string, IssueContents>();
  readonly #changed = new Emitter<{ readonly issueId: string | null }>();
  /** Fires with an issue's id when something on it changed, with null when the list did. */
  readonly onDidChange = this.#changed.event;
  readonly list: PagedList<Issue>;
  #filter: IssueFilter = {};

  constructor(api: BlandApi) {
    this.#api = api;
    this.list = new PagedList((cursor, signal) => api.issues.list(this.#filter, { cursor, limit: issuesPage, signal }));
    this.list.onDidChange(() => this.#changed.fire({ issueId: null }));
  }

  /** What the list is asked for (List Issues). Setting it does not fetch. */
  get filter(): IssueFilter {
    return this.#filter;
  }

  set filter(filter: IssueFilter) {
    this.#filter = filter;
  }

  /** A loaded issue. */
  get(issueId: string): Issue | undefined {
    return this.list.items.find(({ id }) => id === issueId);
  }

  /** Those of the loaded issues that are known to hold a resource: an issue's evidence is known once it was opened. */
  holding(resourceId: string): readonly Issue[] {
    return this.list.items.filter(({ id }) =>
      this.#contents.get(id)?.resources.items.some((link) => link.resource_id === resourceId),
    );
  }

  /** A loaded issue, or the one that the service has. */
  async find(issueId: string, signal: AbortSignal): Promise<Issue> {
    return this.get(issueId) ?? this.#api.issues.get(issueId, { signal });
  }

  /** Puts a newer state of an issue in place of the loaded one; an issue that is not listed stays unlisted. */
  put(issue: Issue): void {
    if (this.get(issue.id) !== undefined) this.list.put(issue);
  }

  /** Adds to an issue's counts what a write has changed, until the next refresh says it for certain. */
  count(issueId: string, by: { readonly flag_count?: number; readonly resource_count?: number }): void {
    const issue = this.get(issueId);
    if (issue === undefined) return;
    this.list.put({
      ...issue,
      flag_count: Math.max(0, issue.flag_count + (by.flag_count ?? 0)),
      resource_count: Math.max(0, issue.resource_count + (by.resource_count ?? 0)),
    });
  }

  /** An issue's lists, loaded or not. */
  contents(issueId: string): IssueContents {
    const known = this.#contents.get(issueId);
    if (known !== undefined) return known;
    const page = (cursor: string | undefined, signal: AbortSignal) => ({ cursor, limit: contentsPage, signal });
    const made: IssueContents = {
      resources: new PagedList((cursor, signal) => this.#api.resources.list(issueId, page(cursor, signal))),
      flags: new PagedList((cursor, signal) => this.#api.flags.list(issueId, page(cursor, signal))),
      relations: new PagedList((cursor, signal) => this.#api.relations.list(issueId, page(cursor, signal))),
    };
    for (const list of Object.values(made)) list.onDidChange(() => this.#changed.fire({ issueId }));
    this.#contents.set(issueId, made);
    return made;
  }

  /** Loads what an issue shows when it is expanded. Failures stay on the lists they belong to. */
  async loadContents(issueId: string): Promise<IssueContents> {
    const contents = this.contents(issueId);
    const relations = (this.get(issueId)?.relation_count ?? 1) > 0 ? contents.relations.all(contentsPages) : undefined;
    await Promise.all([contents.resources.all(contentsPages), contents.flags.all(contentsPages), relations]);
    return contents;
  }

  /**
   * Loads an issue's flags, unless they are loaded.
   *
   * @throws ServiceError
   */
  async loadFlags(issueId: string): Promise<void> {
    const { flags } = this.contents(issueId);
    if (flags.loaded) return;
    await flags.load();
    await flags.all(contentsPages);
    if (!flags.loaded) throw flags.error;
  }

  /** Fetches the list again, and the contents of every issue that was looked into. */
  async refresh(): Promise<void> {
    const opened = [...this.#contents.values()].flatMap((contents) => Object.values(contents));
    await Promise.all([this.list.load(), ...opened.filter((list) => list.loaded).map((list) => list.load())]);
  }

  dispose(): void {
    this.list.cancel();
    for (const contents of this.#contents.values()) for (const list of Object.values(contents)) list.cancel();
    this.#changed.dispose();
  }
}
