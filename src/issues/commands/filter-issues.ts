import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import { personWords } from '../../editor/words/people.ts';
import type { Services } from '../../editor/services.ts';
import { changeQuery, type IssueQuery, queryChangeFields, type QueryField } from '../../triage/issues/queries.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { pickField, pickValue, type Values } from '../filter-picker.ts';
import { findingOf, applyFinding } from '../finding.ts';

/**
 * Filters the issues (List Issues): given filters are set, null removes one, the rest stays; `clear`
 * removes all first. Resolves to the active filters.
 */
export default defineCommand({
  args: z.object({
    ...queryChangeFields,
    clear: z.optional(z.boolean()),
    ...connectionTarget,
  }),
  async run(services, { clear, connectionId, ...change }, call) {
    const session = services.session(connectionId);
    if (call.fromUi) return ask(services, session);
    const before = clear === true ? {} : findingOf(services, session).query;
    return (await applyFinding(services, session, { query: changeQuery(before, change) })).query;
  },
});

/** Asks for filters one by one, applying each at once, until the user is done. */
async function ask(services: Services, session: Session): Promise<IssueQuery> {
  for (;;) {
    const { query } = findingOf(services, session);
    const personOf = personWords(session);
    const picked = await pickField(query, personOf, session.support);
    if (picked === undefined) return query;
    const { field } = picked;
    const change = field === undefined ? undefined : await pickValue(field, query, await valuesOf(session, field));
    if (picked.clear === true) await applyFinding(services, session, { query: {} });
    else if (change !== undefined) await applyFinding(services, session, { query: changeQuery(query, change) });
  }
}

/** Returns the loaded issues and, for filters on people, the members if they can be listed. */
async function valuesOf(session: Session, field: QueryField): Promise<Values> {
  const { items: loaded } = session.issues.list;
  const orgId =
    field === 'assigneeId' || field === 'ownerId' ? loaded.find((one) => one.org_id !== null)?.org_id : null;
  const members = orgId === null || orgId === undefined ? [] : await session.members.of(orgId).catch(() => []);
  return { loaded, members: members ?? [], personOf: personWords(session) };
}
