import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { maxCategoryLength } from '../../api/bland/issues.ts';
import { defineCommand } from '../../editor/command.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { connectionTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { createCategory } from '../../triage/outbox/kinds/create-category.ts';
import { askCategoryName, listCategories } from '../ask-category.ts';

/** Adds a category to the catalogue (Create Category), or returns the existing one. */
export default defineCommand({
  args: z.object({
    name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxCategoryLength))),
    ...connectionTarget,
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    if (args.name === undefined) refuseToAsk(call, 'name');
    const name = args.name ?? (await askCategoryName());
    const existing = (await listCategories(session)).find((category) => category.name === name);
    const result = existing ?? (await makeWrite(services, session, createCategory, { category: { name } }, call));
    if (call.fromUi && !isPending(result)) {
      const sentence = vscode.l10n.t('Category {0} added.', printable(name));
      showStatusMessage(sentence);
    }
    return result;
  },
});
