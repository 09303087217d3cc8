import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { askIssues, issuesTarget } from '../change-issues.ts';

/** Marks issues as read (Mark Viewed): one, several, or with `all` the loaded ones that are unread. */
export const markRead = defineCommand({
  args: z.object({ ...issuesTarget, all: z.optional(z.literal(true)) }),
  async run(services, { all, ...target }, call) {
    const session = services.session(target.connectionId);
    return markIssues(session, all === true ? unreadIn(session) : await askIssues(session, target, call));
  },
});

export const markAllRead = defineCommand({
  args: z.object(connectionTarget),
  async run(services, { connectionId }) {
    const session = services.session(connectionId);
    return markIssues(session, unreadIn(session));
  },
});

function unreadIn({ issues }: Session): readonly string[] {
  return issues.unread.map(({ id }) => id);
}

async function markIssues({ issues }: Session, issueIds: readonly string[]) {
  for (const issueId of issueIds) await issues.markRead(issueId);
  return { issueIds };
}
