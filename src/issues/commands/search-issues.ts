import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { given } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { changeQuery } from '../../triage/issues/queries.ts';
import { findingOf, lookAt } from '../finding.ts';
import { typeSearch } from '../type-search.ts';

/**
 * Has the service search titles and descriptions; a code such as `T-1042` finds its issue. The view shows what is found,
 * under the filters that are active; an empty text takes the search out. Resolves to what is loaded of it.
 */
export default defineCommand({
  args: z.object({
    query: z.optional(z.string().check(z.maxLength(500))),
    connectionId: z.optional(z.string().check(z.minLength(1))),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const before = findingOf(services, session).query;
    const searchFor = (search: string, remember: boolean) =>
      lookAt(services, session, { query: changeQuery(before, { search: search.trim() }) }, remember);
    if (args.query === undefined && !call.fromUi) {
      throw new InvalidArgumentError('query', 'The argument "query" is missing.');
    }
    if (args.query === undefined) {
      await vscode.commands.executeCommand('callTriage.issues.focus');
      const typed = await typeSearch(before.search ?? '', async (text) => {
        await searchFor(text, false);
      });
      await searchFor(typed ?? before.search ?? '', true);
      given(typed);
    } else await searchFor(args.query, true);
    const { items, hasMore } = session.issues.list;
    return { query: session.issues.finding.query.search ?? '', issues: [...items], hasMore };
  },
});
