import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { data, notFound, Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { requireIssue, withActivity } from '../state/issues.ts';
import { pageOf } from '../state/pages.ts';
import { findLink } from '../state/resources.ts';
import type { Flag, State } from '../state/schema.ts';
import { now } from '../time.ts';

const nonEmpty = z.string().check(z.minLength(1));
const body = z.strictObject({
  call_id: nonEmpty,
  type: z.string().check(
    z.minLength(1),
    z.maxLength(200),
    z.refine((text) => storedType(text) !== '', 'must have a letter or a digit'),
  ),
  note: z.optional(z.string().check(z.minLength(1), z.maxLength(4000))),
  node_id: z.optional(nonEmpty),
  node_name: z.optional(nonEmpty),
  message_index: z.optional(z.int().check(z.gte(0))),
  message_text: z.optional(z.string()),
});

/** List Flags, Add Flag and Remove Flag, under /v1/triage/issues/{id}/flags, and List Flag Types. */
export const flags: Routes = (app, { store }) => {
  app.get('/v1/triage/issues/:id/flags', async (c) => {
    const asked = readQuery(c, paging);
    const state = await store.read();
    const { id } = requireIssue(state, c.req.param('id'));
    const mine = state.flags.filter((flag) => flag.issue_id === id);
    const page = pageOf(mine, asked, 'flags', (flag) => [flag.created_at, flag.id]);
    return data(c, { ...page, items: page.items.map((flag) => flagView(state, flag)) });
  });

  app.post('/v1/triage/issues/:id/flags', async (c) => {
    const wanted = await readBody(c, body);
    const view = await store.change((before) => {
      const { id } = requireIssue(before, c.req.param('id'));
      if (findLink(before, id, 'call', wanted.call_id) === undefined) {
        throw new Refusal(409, 'call_not_attached', 'Call must be attached to issue first');
      }
      const flag: Flag = {
        id: randomUUID(),
        issue_id: id,
        call_id: wanted.call_id,
        type: storedType(wanted.type),
        note: wanted.note ?? '',
        node_id: wanted.node_id ?? null,
        node_name: wanted.node_name ?? null,
        message_index: wanted.message_index ?? null,
        message_text: wanted.message_text ?? null,
        author_id: before.user_id,
        created_at: now(),
      };
      const state = withActivity({ ...before, flags: [...before.flags, flag] }, flag.created_at, id);
      return { state, result: flagView(state, flag) };
    });
    return data(c, view, 201);
  });

  app.delete('/v1/triage/issues/:id/flags/:flagId', async (c) => {
    const { id, flagId } = c.req.param();
    await store.change((state) => {
      if (!state.flags.some((flag) => flag.id === flagId && flag.issue_id === id)) throw notFound('Flag');
      const left = state.flags.filter((flag) => flag.id !== flagId);
      return { state: withActivity({ ...state, flags: left }, now(), id), result: undefined };
    });
    return c.body(null, 204);
  });

  // The order is not documented.
  app.get('/v1/triage/flag-types', async (c) => {
    const asked = readQuery(c, paging);
    return data(
      c,
      pageOf(flagTypesOf(await store.read()), asked, 'flag-types', (entry) => [entry.type]),
    );
  });
};

const flagView = (state: State, flag: Flag) => ({ ...flag, org_id: state.org_id });

/** Normalises a type to lower_snake_case. The details are not documented: here, other signs become underscores. */
function storedType(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}

/** Lists the types of all flags. The newest flag of a type has its description. */
function flagTypesOf(state: State) {
  const byType = new Map<string, Flag[]>();
  for (const flag of state.flags) byType.set(flag.type, [...(byType.get(flag.type) ?? []), flag]);
  return [...byType].map(([type, flags]) => {
    const newest = flags.reduce((a, b) => (b.created_at >= a.created_at ? b : a));
    return { type, description: newest.note, usage_count: flags.length, last_used_at: newest.created_at };
  });
}
