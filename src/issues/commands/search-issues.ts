import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { changeQuery } from '../../triage/issues/queries.ts';
import { findingOf, applyFinding } from '../finding.ts';
import { explain } from '../../editor/errors/explain.ts';
import { createInput } from '../../editor/prompts/input.ts';

/**
 * Searches titles and descriptions on the service; a code such as `T-1042` finds its issue. The active filters still
 * apply; an empty text removes the search. Resolves to the loaded results.
 */
export default defineCommand({
  args: z.object({
    query: z.optional(z.string().check(z.maxLength(500))),
    ...connectionTarget,
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const before = findingOf(services, session).query;
    const searchFor = (search: string, remember: boolean) =>
      applyFinding(services, session, { query: changeQuery(before, { search: search.trim() }) }, remember);
    if (args.query === undefined && !call.fromUi) {
      throw new InvalidArgumentError('query', 'The argument "query" is missing.');
    }
    if (args.query === undefined) {
      await vscode.commands.executeCommand('callTriage.issues.focus');
      const typed = await askSearch(before.search ?? '', async (text) => {
        await searchFor(text, false);
      });
      await searchFor(typed ?? before.search ?? '', true);
      orCancelled(typed);
    } else await searchFor(args.query, true);
    const { items, hasMore } = session.issues.list;
    return { query: session.issues.finding.query.search ?? '', issues: [...items], hasMore };
  },
});

/** Milliseconds after a key press before the service is asked. */
const typingPauseMs = 250;

/**
 * Shows an input box that searches while typing; the view shows the results.
 *
 * @param search shows the results for a text; a later call supersedes an earlier one
 * @returns the text; undefined when the box is closed
 */
async function askSearch(before: string, search: (text: string) => Promise<void>): Promise<string | undefined> {
  const { box, say } = createInput(vscode.l10n.t('Press Enter to keep the results or Escape to cancel.'));
  box.title = vscode.l10n.t('Search Issues');
  box.placeholder = vscode.l10n.t('Title, description or issue code, such as T-1042');
  box.value = before;
  // Results redraw the view, which must not close the box.
  box.ignoreFocusOut = true;
  let typing: NodeJS.Timeout | undefined;
  let round = 0;
  const show = async (text: string): Promise<void> => {
    round += 1;
    const own = round;
    box.busy = true;
    try {
      await search(text);
      if (own === round) say(undefined);
    } catch (error) {
      if (own === round) say(explain(error).sentence);
    }
    if (own === round) box.busy = false;
  };
  try {
    return await new Promise<string | undefined>((resolve) => {
      box.onDidChangeValue((text) => {
        clearTimeout(typing);
        typing = setTimeout(() => void show(text), typingPauseMs);
      });
      box.onDidAccept(() => resolve(box.value));
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    clearTimeout(typing);
    round += 1;
    box.dispose();
  }
}
