import * as z from 'zod/mini';
import { type Relation, relationTypes } from '../../../api/bland/relations.ts';
import type { BlandApi } from '../../../api/index.ts';
import { allItems } from '../../../api/pages.ts';
import type { WriteKind } from '../outbox.ts';
import { isSameLink } from '../../relations.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, relatedIssueId: id, relationType: z.enum(relationTypes) });

export type AddRelationPayload = Readonly<z.output<typeof schema>>;

export interface AddedRelation {
  readonly relation: Relation;
  /** The issues were linked so before, by whomever. */
  readonly existed: boolean;
}

/**
 * Link Related Issue. What a second link of the same kind does is not documented, so it is never made on purpose: the
 * issue's relations are read first.
 */
export const addRelation: WriteKind<AddRelationPayload, AddedRelation> = {
  name: 'relation.add',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, payload, signal) {
    const existing = await stored(api, payload, signal);
    if (existing !== undefined) return { relation: existing, existed: true };
    const body = { related_issue_id: payload.relatedIssueId, relation_type: payload.relationType };
    return { relation: await api.relations.link(payload.issueId, body, { signal }), existed: false };
  },
  async find(api, payload, _since, _isTaken, signal) {
    const relation = await stored(api, payload, signal);
    return relation === undefined ? undefined : { relation, existed: false };
  },
  resultId: () => null,
  apply: (stores, { issueId }, { relation }) => stores.issues.addRelation(issueId, relation),
};

/** A link that says the same, whoever made it. */
async function stored(api: BlandApi, payload: AddRelationPayload, signal: AbortSignal): Promise<Relation | undefined> {
  const page = (cursor: string | undefined) => api.relations.list(payload.issueId, { cursor, limit: 100, signal });
  for await (const relation of allItems(page)) if (isSameLink(relation, payload)) return relation;
  return undefined;
}
