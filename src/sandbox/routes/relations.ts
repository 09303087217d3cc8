import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { badRequest, data, notFound } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { requireIssue, triageId, withActivity } from '../state/issues.ts';
import { now } from '../time.ts';
import { pageOf } from '../state/pages.ts';
import { relationTypes, type Relation, type State } from '../state/schema.ts';

const body = z.strictObject({
  related_issue_id: z.string().check(z.minLength(1)),
  relation_type: z.enum(relationTypes),
});

/** List, Link and Remove, under /v1/triage/issues/{id}/relations. Both issues list a relation. */
export const relations: Routes = (app, { store }) => {
  app.get('/v1/triage/issues/:id/relations', async (c) => {
    const asked = readQuery(c, paging);
    const state = await store.read();
    const { id } = requireIssue(state, c.req.param('id'));
    const mine = state.relations.filter((relation) => touches(relation, id));
    const page = pageOf(mine, asked, 'relations', (relation) => [relation.created_at, relation.id]);
    return data(c, { ...page, items: page.items.map((relation) => relationView(state, relation, id)) });
  });

  // Not documented: here, a relation to itself is refused (400), and linking again answers 200 with the existing relation.
  app.post('/v1/triage/issues/:id/relations', async (c) => {
    const wanted = await readBody(c, body);
    const { view, added } = await store.change((before) => {
      const { id } = requireIssue(before, c.req.param('id'));
      const related = requireIssue(before, wanted.related_issue_id);
      if (related.id === id) throw badRequest('related_issue_id: must be another issue');
      const existing = before.relations.find(
        (one) =>
          one.issue_id === id && one.related_issue_id === related.id && one.relation_type === wanted.relation_type,
      );
      if (existing !== undefined) {
        return { state: before, result: { view: relationView(before, existing, id), added: false } };
      }
      const relation: Relation = {
        id: randomUUID(),
        issue_id: id,
        related_issue_id: related.id,
        relation_type: wanted.relation_type,
        created_by_id: before.user_id,
        created_at: now(),
      };
      const after = { ...before, relations: [...before.relations, relation] };
      const state = withActivity(after, relation.created_at, id, related.id);
      return { state, result: { view: relationView(state, relation, id), added: true } };
    });
    return data(c, view, added ? 201 : 200);
  });

  app.delete('/v1/triage/issues/:id/relations/:relationId', async (c) => {
    const { id, relationId } = c.req.param();
    await store.change((state) => {
      const relation = state.relations.find((one) => one.id === relationId && touches(one, id));
      if (relation === undefined) throw notFound('Relation');
      const left = state.relations.filter((one) => one !== relation);
      const after = { ...state, relations: left };
      return {
        state: withActivity(after, now(), relation.issue_id, relation.related_issue_id),
        result: undefined,
      };
    });
    return c.body(null, 204);
  });
};

const touches = (relation: Relation, id: string): boolean =>
  relation.issue_id === id || relation.related_issue_id === id;

/**
 * A relation as one of its issues lists it. `issue_id` and `related_issue_id` are the same for both; `related_triage_id` and
 * `related_title` are the other issue's.
 */
function relationView(state: State, relation: Relation, seenFrom: string) {
  const outgoing = relation.issue_id === seenFrom;
  const other = requireIssue(state, outgoing ? relation.related_issue_id : relation.issue_id);
  return {
    ...relation,
    org_id: state.org_id,
    related_triage_id: triageId(other),
    related_title: other.title,
    direction: outgoing ? 'outgoing' : 'incoming',
  };
}
