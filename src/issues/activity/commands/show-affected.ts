import * as z from 'zod/mini';
import { defineCommand } from '../../../editor/command.ts';
import { askIssue, issueTarget } from '../../../editor/prompts/ask.ts';
import { documentsOf } from '../documents.ts';
import { readAffected } from '../affected.ts';

/** Opens a document with the pathways and personas of an issue's calls, and its alerts. */
export default defineCommand({
  args: z.object(issueTarget),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    if (!call.fromUi) {
      const { affected, alerts } = await readAffected(session, issueId);
      const { calls, pathways, personas } = affected;
      return { issueId, calls, pathways, personas, alerts: alerts ?? [] };
    }
    await documentsOf(services).show(session, issueId, 'affected');
    return undefined;
  },
});
