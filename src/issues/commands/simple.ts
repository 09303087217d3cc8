import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { withViewProgress } from '../../editor/progress.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import { LoadNode } from '../../editor/trees/list-nodes.ts';
import { everything, usual } from '../../triage/issues/queries.ts';
import { askCurrentUser } from '../ask-member.ts';
import { applyFinding } from '../finding.ts';

// Commands of a line or two.

/** Loads the next page of a list, or retries a list that failed; run by the rows that offer it. */
export const loadMore = defineCommand({
  args: z.union([z.instanceof(LoadNode), z.object({})]),
  async run(services, node) {
    if (node instanceof LoadNode) await withViewProgress(() => node.load(), node.viewId);
    else await withViewProgress(() => services.session().issues.list.more());
  },
});

/** Keeps the issues that have arrived. */
export const stopLoading = defineCommand({
  args: z.object({}),
  async run(services) {
    services.session().issues.list.cancel();
  },
});

/** Includes done and closed issues; sorting and grouping stay. */
export const showAllIssues = defineCommand({
  args: z.object(connectionTarget),
  async run(services, { connectionId }) {
    return (await applyFinding(services, services.session(connectionId), { query: everything.query })).query;
  },
});

/** Clears search and filters; sorting and grouping stay. */
export const showOpenIssues = defineCommand({
  args: z.object(connectionTarget),
  async run(services, { connectionId }) {
    return (await applyFinding(services, services.session(connectionId), { query: usual.query })).query;
  },
});

/** Asks which member the user is, which *My Open* depends on. */
export const chooseAccount = defineCommand({
  args: z.object(connectionTarget),
  async run(services, { connectionId }, call) {
    const userId = await askCurrentUser(services, services.session(connectionId), call);
    services.connections.reread();
    return { userId };
  },
});
