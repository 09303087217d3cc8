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
 * Has the service search titles and descriptions; a code such as `T-1042` finds its issue. The view shows what is found,
 * under the filters that are active; an empty text takes the search out. Resolves to what is loaded of it.
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

/** Waits this long after a key press before it asks the service, milliseconds. */
const typingPauseMs = 250;

/**
 * An input box whose text is searched for while it is typed; the view behind it shows what is found.
 *
 * @param search shows what is found for a text; a later call takes the place of one that is under way
 * @returns the text; undefined when the box is closed without Enter
 */
async function askSearch(before: string, search: (text: string) => Promise<void>): Promise<string | undefined> {
  const { box, say } = createInput(vscode.l10n.t('Press Enter to keep the results or Escape to cancel.'));
  box.title = vscode.l10n.t('Search Issues');
  box.placeholder = vscode.l10n.t('Title, description or issue code, such as T-1042');
  box.value = before;
  // What is found draws the view anew, which must not close the box.
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
