import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { IssueNode } from '../nodes/issue-node.ts';
import { RelationNode } from '../nodes/relation-node.ts';
import { issuePanelsOf } from '../page/panels.ts';

/** Opens the page of an issue; of a relation's row, that of the related issue. */
export default defineCommand({
  args: z.object({ ...issueTarget, relatedIssueId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args, call) {
    const { row } = call;
    if (row instanceof TreeNode && !(row instanceof IssueNode || row instanceof RelationNode)) {
      // By its key: on other rows that does what it does in every tree.
      await vscode.commands.executeCommand('list.select');
      return undefined;
    }
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.relatedIssueId ?? args.issueId, call);
    issuePanelsOf(services).open({ connectionId: session.connection.id, issueId });
    return { issueId };
  },
});
