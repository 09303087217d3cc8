import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askIssue, issueTarget } from '../../editor/prompts.ts';
import { documentsOf } from '../documents.ts';

/** Opens the activity of an issue as a text. A script gets its entries too, newest first, as far as they are loaded. */
export default defineCommand({
  args: z.object(issueTarget),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    await documentsOf(services).show(session, issueId, 'activity');
    if (call.fromUi) return undefined;
    const { activity } = session.issues.contents(issueId);
    if (activity.error !== undefined) throw activity.error;
    return { issueId, entries: activity.items };
  },
});
