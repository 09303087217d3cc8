import * as z from 'zod/mini';
import { defineCommand } from '../../../editor/command.ts';
import { askIssue, issueTarget } from '../../../editor/prompts/ask.ts';
import { documentsOf } from '../documents.ts';

/**
 * Opens the activity of an issue as a document, or a single entry. A script gets the entries too, newest first, as far
 * as they are loaded.
 */
export default defineCommand({
  args: z.object({ ...issueTarget, entryId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    if (args.entryId !== undefined) {
      const entry = await documentsOf(services).showEntry(session, issueId, args.entryId);
      return call.fromUi ? undefined : { issueId, entries: [entry] };
    }
    await documentsOf(services).show(session, issueId);
    if (call.fromUi) return undefined;
    const { activity } = session.issues.contents(issueId);
    if (activity.error !== undefined) throw activity.error;
    return { issueId, entries: activity.items };
  },
});
