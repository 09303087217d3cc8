import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import type { Services } from '../../editor/services.ts';
import { changeQuery, type IssueQuery, queryChangeFields } from '../../triage/queries.ts';
import type { Session } from '../../triage/session.ts';
import { pickField, pickValue } from '../filter-picker.ts';
import { findingOf, lookAt } from '../finding.ts';

/**
 * Sets what issues are asked for (List Issues, query): what is given is set, null takes it out, the rest stays; `clear`
 * begins anew. Resolves to the filter that is active then.
 */
export default defineCommand({
  args: z.object({
    ...queryChangeFields,
    clear: z.optional(z.boolean()),
    connectionId: z.optional(z.string().check(z.minLength(1))),
  }),
  async run(services, { clear, connectionId, ...change }, call) {
    const session = services.session(connectionId);
    if (call.fromUi) return ask(services, session);
    const before = clear === true ? {} : findingOf(services, session).query;
    return (await lookAt(services, session, { query: changeQuery(before, change) })).query;
  },
});

/** Field by field, each at work as soon as it is chosen, until the user is done. */
async function ask(services: Services, session: Session): Promise<IssueQuery> {
  for (;;) {
    const { query } = findingOf(services, session);
    const picked = await pickField(query);
    if (picked === undefined) return query;
    const { field } = picked;
    const change = field === undefined ? undefined : await pickValue(field, query, session.issues.list.items);
    if (picked.clear === true) await lookAt(services, session, { query: {} });
    else if (change !== undefined) await lookAt(services, session, { query: changeQuery(query, change) });
  }
}
