import * as z from 'zod/mini';
import { NotFoundError } from '../../../api/errors.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, relationId: id });

export type RemoveRelationPayload = Readonly<z.output<typeof schema>>;

/** Remove Relation, from either side. One that is gone after a lost answer is what was wanted. */
export const removeRelation: WriteKind<RemoveRelationPayload, { readonly relationId: string }> = {
  name: 'relation.remove',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, { issueId, relationId }, signal) {
    await api.relations.remove(issueId, relationId, { signal });
    return { relationId };
  },
  async find(api, { issueId, relationId }, _since, _isTaken, signal) {
    try {
      await api.relations.remove(issueId, relationId, { signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    return { relationId };
  },
  resultId: () => null,
  apply: (stores, { issueId, relationId }) => stores.issues.removeRelation(issueId, relationId),
};
