import * as z from 'zod/mini';
import { defineCommand } from '../../../editor/command.ts';
import { askIssue, issueTarget } from '../../../editor/prompts/ask.ts';
import { answer } from '../answer.ts';

/** Answers Norm's question on an issue, in the session that asked. */
export default defineCommand({
  args: z.object({ ...issueTarget, detail: z.optional(z.string()), confirm: z.optional(z.literal(true)) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    return answer(services, session, issueId, { detail: args.detail, confirm: args.confirm === true }, call);
  },
});
