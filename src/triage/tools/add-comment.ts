import { InvalidArgumentError } from '../errors.ts';
import { resolveIssueId } from '../issues/resolve-issue.ts';
import { addComment as addCommentWrite } from '../outbox/kinds/add-comment.ts';
import { isPending } from '../outbox/outbox.ts';
import { refuseNorm } from './norm-mention.ts';
import { pendingAnswer } from './pending-answer.ts';
import type { WritingTool } from './tool.ts';
import { plainId, visible } from './untrusted.ts';

/** Proposes a comment on an issue. */
export const addComment: WritingTool<'calltriage_add_comment'> = async (args, { data, signal }) => {
  const detail = visible(args.detail);
  if (detail === '') throw new InvalidArgumentError('detail', 'The comment is empty.');
  refuseNorm('detail', detail);
  const issueId = await resolveIssueId(data.issues, data.api, args.issueId, signal);
  const issue = await data.api.issues.get(issueId, { signal });
  const payload = { issueId, detail };
  return {
    issue: { id: issue.id, code: issue.triage_id, title: issue.title },
    text: detail,
    payload,
    async send(deliver) {
      const result = await deliver(addCommentWrite, payload);
      if (isPending(result)) return pendingAnswer(result);
      return `The comment is on ${plainId(issue.triage_id)} and has the ID ${plainId(result.id)}.`;
    },
  };
};
