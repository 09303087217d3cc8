import type { Flag } from '../api/bland/flags.ts';
import type { FlagType } from '../api/bland/flag-types.ts';
import type { BlandApi } from '../api/index.ts';
import { allItems } from '../api/pages.ts';
import type { FlagTypeChoice } from '../shared/transcript.ts';
import { Emitter } from '../shared/event.ts';
import { parseTime } from '../shared/time.ts';

/** Pages of the catalogue that are read: 500 types are more than a picker can use. */
const maxPages = 5;

/** The flag types of the organisation, most used first. */
export class FlagTypeCatalogue {
  readonly #api: BlandApi;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #types: readonly FlagType[] = [];
  #loading: Promise<void> | undefined;

  constructor(api: BlandApi) {
    this.#api = api;
  }

  /** The types as far as they are known, by use, then by how recently they were used. */
  get choices(): readonly FlagTypeChoice[] {
    return this.types.map(({ type, description, usage_count: usageCount }) => ({ type, description, usageCount }));
  }

  /** The same with all that the service says of them. */
  get types(): readonly FlagType[] {
    return this.#types.toSorted(byUse);
  }

  /**
   * Fetches the catalogue (List Flag Types). Callers share one request.
   *
   * @throws ServiceError when it cannot be read; the types known before stay.
   */
  load(): Promise<void> {
    this.#loading ??= this.#fetch().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** A flag was put: its type counts one more, or is new. */
  used(flag: Flag): void {
    const known = this.#types.find(({ type }) => type === flag.type);
    const next: FlagType = {
      type: flag.type,
      description: flag.note === '' ? (known?.description ?? '') : flag.note,
      usage_count: (known?.usage_count ?? 0) + 1,
      last_used_at: flag.created_at,
    };
    this.#types = [next, ...this.#types.filter(({ type }) => type !== flag.type)];
    this.#changed.fire();
  }

  async #fetch(): Promise<void> {
    const types: FlagType[] = [];
    const page = (cursor: string | undefined) => this.#api.flagTypes.list({ cursor, limit: 100 });
    for await (const type of allItems(page, { maxPages })) types.push(type);
    this.#types = types;
    this.#changed.fire();
  }
}

function byUse(a: FlagType, b: FlagType): number {
  return b.usage_count - a.usage_count || (parseTime(b.last_used_at) ?? 0) - (parseTime(a.last_used_at) ?? 0);
}
