import * as z from 'zod/mini';
import type { WriteKind } from '../kind.ts';
import { removal } from './removal.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, relationId: id });

export type RemoveRelationPayload = Readonly<z.output<typeof schema>>;

/** Remove Relation, from either side. */
export const removeRelation: WriteKind<RemoveRelationPayload, { readonly relationId: string }> = {
  name: 'relation.remove',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId, relationId }) =>
    removal({
      id: relationId,
      list: (api, page) => api.relations.list(issueId, page),
      remove: (api, options) => api.relations.remove(issueId, relationId, options),
      done: { made: null, result: { relationId } },
    }),
  touchedIssues: (stores, { issueId, relationId }) => stores.issues.sidesOf(issueId, relationId),
  apply: (stores, { issueId, relationId }) => stores.issues.removeRelation(issueId, relationId),
};
