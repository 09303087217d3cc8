import type { BlandApi } from '../../../api/index.ts';
import type { RequestOptions } from '../../../api/bland/request-options.ts';
import { NotFoundError } from '../../../api/errors.ts';
import type { Page, PageOptions } from '../../../api/pages.ts';
import type { Change, Outcome } from '../kind.ts';
import { isAbsenceCertain, readAll, unclearState } from '../list-reading.ts';

interface Removal<P, R> {
  /** The id of the object that is removed. */
  readonly id: string;
  /** Fetches a page of the list it is on. */
  readonly list: (api: BlandApi, page: PageOptions) => Promise<Page<{ readonly id: string }>>;
  readonly remove: (api: BlandApi, options: RequestOptions) => Promise<void>;
  readonly done: Outcome<P, R>;
}

/** A DELETE by id as a step. After an ambiguous attempt, an object that is gone, or whose issue is, counts as removed. */
export function removal<P, R>({ id, list, remove, done }: Removal<P, R>): Change<P, R> {
  const target = { at: 'target', outcome: done } as const;
  return {
    type: 'change',
    isCheckedFirst: false,
    async look(api, _baseline, signal) {
      try {
        const sight = await readAll((page) => list(api, page), signal);
        if (sight.ids.includes(id)) return { at: 'baseline', baseline: null };
        return isAbsenceCertain(sight) ? target : unclearState();
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
