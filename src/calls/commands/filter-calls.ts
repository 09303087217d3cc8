import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import { type CallFilter, callFilterSchema } from '../../triage/calls/filter.ts';
import { agentFacts } from '../../triage/agents/agent-facts.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { askFilter } from '../ask-filter.ts';
import type { Session } from '../../triage/sessions/session.ts';

/** Filters the view of calls. A script's argument object is the whole filter: an empty one shows all calls. */
export const filterCalls = defineCommand({
  args: z.looseObject({ connectionId: z.optional(z.string()) }),
  async run(services, { connectionId, ...given }, call) {
    const session = services.session(connectionId);
    if (call.fromUi) {
      await askFilter(session, (filter) => applyFilter(session, filter));
      return undefined;
    }
    const parsed = callFilterSchema.safeParse(given);
    if (parsed.success) return applyFilter(session, parsed.data);
    const [issue] = parsed.error.issues;
    const path = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
    throw new InvalidArgumentError(
      path,
      `The argument "${path}" is not valid: ${issue?.message ?? 'it is malformed'}.`,
    );
  },
});

/** Shows all recent calls again. */
export const clearCallFilter = defineCommand({
  args: z.object(connectionTarget),
  run: (services, { connectionId }) => applyFilter(services.session(connectionId), {}),
});

interface FilteredCalls {
  readonly filter: CallFilter;
  /** The loaded calls that match, newest first. */
  readonly callIds: readonly string[];
  /** The service has more calls that may match. */
  readonly hasMore: boolean;
}

/**
 * Filters the view of calls, and loads the first page.
 *
 * @throws ServiceError
 */
async function applyFilter(session: Session, filter: CallFilter): Promise<FilteredCalls> {
  const { calls } = session;
  calls.filter = filter;
  const { list } = calls;
  if (!list.loaded) {
    await list.load();
    if (!list.loaded) throw list.error;
  }
  const facts = list.items.map((call) => agentFacts(call, session.issues));
  if (filter.agentId !== undefined) await session.agentDirectory.findAll(facts);
  return { filter, callIds: calls.shown.map(({ id }) => id), hasMore: list.hasMore };
}
