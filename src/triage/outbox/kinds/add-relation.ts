import * as z from 'zod/mini';
import { type Relation, relationTypes } from '../../../api/bland/relations.ts';
import { isSameLink } from '../../issues/relations.ts';
import type { WriteKind } from '../kind.ts';
import { absentState, readAll } from '../list-reading.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, relatedIssueId: id, relationType: z.enum(relationTypes) });

export type AddRelationPayload = Readonly<z.output<typeof schema>>;

export interface AddedRelation {
  readonly relation: Relation;
  /** The issues were linked so before, by whomever. */
  readonly existed: boolean;
}

/**
 * Link Related Issue. The effect of a second equal link is not documented, so it is never made on purpose: the
 * issue's relations are read first.
 */
export const addRelation: WriteKind<AddRelationPayload, AddedRelation> = {
  name: 'relation.add',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: (payload) => ({
    type: 'change',
    isCheckedFirst: true,
    async look(api, baseline, signal) {
      const list = await readAll((page) => api.relations.list(payload.issueId, page), signal);
      const isFirst = baseline === null;
      const relation = list.items.find((one) => isSameLink(one, payload));
      if (relation === undefined) return absentState(list, isFirst ? list.unreadable : baseline);
      return { at: 'target', outcome: { made: null, result: { relation, existed: isFirst } } };
    },
    async send(api, _baseline, signal) {
      const body = { related_issue_id: payload.relatedIssueId, relation_type: payload.relationType };
      const relation = await api.relations.link(payload.issueId, body, { signal });
      return { made: { id: relation.id, author: relation.created_by_id }, result: { relation, existed: false } };
    },
  }),
  touchedIssues: (_stores, { issueId, relatedIssueId }) => [issueId, relatedIssueId],
  apply: (stores, { issueId }, { relation }) => stores.issues.addRelation(issueId, relation),
};
