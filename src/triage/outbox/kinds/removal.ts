import type { BlandApi } from '../../../api/index.ts';
import type { RequestOptions } from '../../../api/bland/request-options.ts';
import { NotFoundError } from '../../../api/errors.ts';
import type { Page, PageOptions } from '../../../api/pages.ts';
import type { Change, Outcome } from '../kind.ts';
import { isGone, readAll, unclear } from '../sight.ts';

interface Removal<P, R> {
  /** The id of what is taken away. */
  readonly id: string;
  /** Fetches a page of the list that it stands in. */
  readonly list: (api: BlandApi, page: PageOptions) => Promise<Page<{ readonly id: string }>>;
  readonly remove: (api: BlandApi, options: RequestOptions) => Promise<void>;
  readonly done: Outcome<P, R>;
}

/** A DELETE by id as a step. After doubt, what is gone, alone or with its issue, is what was wanted. */
export function removal<P, R>({ id, list, remove, done }: Removal<P, R>): Change<P, R> {
  const target = { at: 'target', outcome: done } as const;
  return {
    type: 'change',
    checked: false,
    async look(api, _baseline, signal) {
      try {
        const sight = await readAll((cursor) => list(api, { cursor, limit: 100, signal }), signal);
        if (sight.ids.includes(id)) return { at: 'baseline', baseline: null };
        return isGone(sight) ? target : unclear();
      } catch (error) {
        if (error instanceof NotFoundError) return target;
        throw error;
      }
    },
    async send(api, _baseline, signal) {
      await remove(api, { signal });
      return done;
    },
  };
}
