import type { Issue } from '../../api/bland/issues.ts';
import type { BlandApi } from '../../api/index.ts';
import type { Page, PageOptions } from '../../api/pages.ts';
import { filterOf, type Finding } from './queries.ts';
import { codeOf, findCode } from './issue-code.ts';

/** Asks the service for issues, page by page. */
export class IssueFinder {
  readonly #api: BlandApi;
  /** Ids of codes that had to be looked for; null for what was not found, so that no refresh looks for it again. */
  readonly #codes = new Map<string, string | null>();

  constructor(api: BlandApi) {
    this.#api = api;
  }

  /** Forgets the codes that were looked for, so that those without an issue are looked for again. */
  forget(): void {
    this.#codes.clear();
  }

  /**
   * Returns one page of issues. A search for a code such as `T-1042` finds its issue even where the service searches
   * titles and descriptions only: then it is looked for by itself, and stands first.
   *
   * @throws ServiceError
   */
  async page(asked: Pick<Finding, 'query' | 'sort' | 'order'>, options: PageOptions): Promise<Page<Issue>> {
    const code = codeOf(asked.query.search ?? '');
    if (code === undefined) return this.#api.issues.list(filterOf(asked), options);
    const filter = filterOf({ ...asked, query: { ...asked.query, search: code } });
    const page = await this.#api.issues.list(filter, options);
    if (options.cursor !== undefined || page.items.some((issue) => issue.triage_id === code)) return page;
    const issue = await this.#byCode(code, options.signal);
    return issue === undefined ? page : { ...page, items: [issue, ...page.items] };
  }

  async #byCode(code: string, signal: AbortSignal | undefined): Promise<Issue | undefined> {
    const known = this.#codes.get(code);
    if (known === null) return undefined;
    if (known !== undefined) return this.#api.issues.get(known, { signal });
    const issue = await findCode(this.#api, code, signal);
    this.#codes.set(code, issue?.id ?? null);
    return issue;
  }
}
