import * as z from 'zod/mini';
import type { Change, Outcome, WriteKind } from '../kind.ts';
import { removal } from './removal.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, flagId: id });

export type RemoveFlagPayload = Readonly<z.output<typeof schema>>;

/** Remove Flag. */
export const removeFlag: WriteKind<RemoveFlagPayload, { readonly flagId: string }> = {
  name: 'flag.remove',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId, flagId }) => removeFlagStep(issueId, flagId, { made: null, result: { flagId } }),
  apply(stores, { issueId, flagId }) {
    stores.issues.contents(issueId).flags.remove(flagId);
    stores.issues.count(issueId, { flag_count: -1 });
  },
};

/** Remove Flag as a step. */
export function removeFlagStep<P, R>(issueId: string, flagId: string, done: Outcome<P, R>): Change<P, R> {
  return removal({
    id: flagId,
    list: (api, page) => api.flags.list(issueId, page),
    remove: (api, options) => api.flags.remove(issueId, flagId, options),
    done,
  });
}
