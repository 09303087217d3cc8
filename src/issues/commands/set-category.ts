import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { maxCategoryLength } from '../../api/bland/issues.ts';
import { defineCommand } from '../../editor/command.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { askCategory } from '../ask-category.ts';
import { askIssues, changeIssues, issuesTarget } from '../change-issues.ts';

/** Sets the category of one issue or several (Update Issue): one of the catalogue, or a new one. */
export default defineCommand({
  args: z.object({
    ...issuesTarget,
    category: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxCategoryLength))),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const ids = await askIssues(session, args, call);
    const category = args.category ?? (await askCategory(services, session, call));
    return changeIssues(services, session, call, {
      ids,
      isBulk: args.issueIds !== undefined,
      change: { category },
      before: (issue) => (issue.category === '' ? {} : { category: issue.category }),
      done: vscode.l10n.t('category set to {0}', printable(category)),
    });
  },
});
