import * as z from 'zod/mini';
import { maxDescriptionLength, maxTitleLength } from '../../api/bland/issues.ts';
import { defineCommand } from '../../editor/command.ts';
import { makeWrite } from '../../editor/make-write.ts';
import { askIssue, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { updateIssue } from '../../triage/outbox/kinds/update-issue.ts';
import { issuePanelsOf } from '../page/panels.ts';

/** Changes title and description (Update Issue), or opens the issue's page where they are edited. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    title: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxTitleLength))),
    description: z.optional(z.string().check(z.maxLength(maxDescriptionLength))),
  }),
  async run(services, { title, description, ...args }, call) {
    const session = services.session(args.connectionId);
    const change = { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
    const isGiven = Object.keys(change).length > 0;
    if (!isGiven) refuseToAsk(call, 'title');
    const issueId = await askIssue(session, args.issueId, call);
    if (isGiven) return makeWrite(services, session, updateIssue, { issueId, change }, call);
    issuePanelsOf(services).open({ connectionId: session.connection.id, issueId }).editTexts();
    return undefined;
  },
});
