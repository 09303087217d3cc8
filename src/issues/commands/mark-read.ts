import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askIssues, issuesTarget } from '../change-issues.ts';
import { markLoadedRead } from './mark-all-read.ts';

/** Marks issues as read (Mark Viewed): one, several, or with `all` the loaded ones that are unread. */
export default defineCommand({
  args: z.object({ ...issuesTarget, all: z.optional(z.literal(true)) }),
  async run(services, { all, ...target }, call) {
    const session = services.session(target.connectionId);
    if (all === true) return markLoadedRead(session);
    const issueIds = await askIssues(session, target, call);
    for (const issueId of issueIds) await session.issues.markRead(issueId);
    return { issueIds };
  },
});
