import { issueId, list, ok, relation } from '../samples.ts';
import { gone, page, triage, type Case } from './case.ts';

/** Relations. */
export const relationCases: readonly Case[] = [
  {
    of: 'List Relations',
    call: (api) => api.relations.list(issueId),
    path: `${triage}/relations`,
    reply: { json: list([relation]) },
    result: page([relation]),
  },
  {
    of: 'Link Related Issue',
    call: (api) =>
      api.relations.link(issueId, { related_issue_id: relation.related_issue_id, relation_type: 'duplicate_of' }),
    path: `${triage}/relations`,
    body: { related_issue_id: relation.related_issue_id, relation_type: 'duplicate_of' },
    reply: { status: 201, json: ok(relation) },
    result: relation,
  },
  {
    of: 'Remove Relation',
    call: (api) => api.relations.remove(issueId, relation.id),
    path: `${triage}/relations/${relation.id}`,
    reply: gone,
    result: undefined,
  },
];
