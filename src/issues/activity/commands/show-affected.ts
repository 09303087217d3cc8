import * as z from 'zod/mini';
import { defineCommand } from '../../../editor/command.ts';
import { askIssue, issueTarget } from '../../../editor/prompts/ask.ts';
import { issuePanelsOf } from '../../page/panels.ts';
import { readAffected } from '../affected.ts';

/** Opens the page of an issue at the pathways and personas of its calls, and its alerts. */
export default defineCommand({
  args: z.object(issueTarget),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    if (!call.fromUi) {
      const { affected, agents, alerts } = await readAffected(session, issueId);
      const { calls, pathways, personas } = affected;
      return { issueId, calls, agents, pathways, personas, alerts: alerts ?? [] };
    }
    issuePanelsOf(services).open({ connectionId: session.connection.id, issueId }).showAffected();
    return undefined;
  },
});
