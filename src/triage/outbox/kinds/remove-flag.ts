import * as z from 'zod/mini';
import { NotFoundError } from '../../../api/errors.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, flagId: id });

export type RemoveFlagPayload = Readonly<z.output<typeof schema>>;

/** Remove Flag. A flag that is gone already is what was wanted. */
export const removeFlag: WriteKind<RemoveFlagPayload, { readonly flagId: string }> = {
  name: 'flag.remove',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, { issueId, flagId }, signal) {
    await api.flags.remove(issueId, flagId, { signal });
    return { flagId };
  },
  async find(api, { issueId, flagId }, _since, _isTaken, signal) {
    // Nothing is asked of the list: removing again tells as much, and 404 means that it is gone.
    try {
      await api.flags.remove(issueId, flagId, { signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    return { flagId };
  },
  resultId: () => null,
  apply(stores, { issueId, flagId }) {
    stores.issues.contents(issueId).flags.remove(flagId);
    stores.issues.count(issueId, { flag_count: -1 });
  },
};
