import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import type { Session } from '../../triage/sessions/session.ts';

/** Marks the loaded issues that are unread as read (Mark Viewed). */
export default defineCommand({
  args: z.object({ connectionId: z.optional(z.string().check(z.minLength(1))) }),
  run: (services, { connectionId }) => markLoadedRead(services.session(connectionId)),
});

export async function markLoadedRead({ issues }: Session): Promise<{ readonly issueIds: readonly string[] }> {
  const issueIds = issues.unread.map(({ id }) => id);
  for (const issueId of issueIds) await issues.markRead(issueId);
  return { issueIds };
}
