import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { withLateProgress } from '../../editor/progress.ts';
import { connectionTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { isSearchable } from '../../triage/search/text-search.ts';
import { type CallSearch, LastSearch } from '../last-search.ts';
import { unsearchedCalls } from '../search-words.ts';

const text = z.string().check(
  z.maxLength(500),
  z.refine((typed) => isSearchable(typed), 'it has nothing to search for'),
);

/**
 * Searches the messages of loaded calls, and of cached ones where the user keeps some; with `loadListed` also of the calls of
 * the calls view, whose transcripts are loaded for it. Upper case, accents and differences of blanks do not matter.
 */
export default defineCommand({
  args: z.object({ text: z.optional(text), loadListed: z.optional(z.boolean()), ...connectionTarget }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const last = services.once(LastSearch);
    const wanted = args.text ?? (await askText(call, last.result?.search.text ?? ''));
    const request = { session, text: wanted, loadListed: args.loadListed === true };
    if (!call.fromUi) return answerOf(await last.run(request, new AbortController().signal));
    const title = vscode.l10n.t('Searching calls');
    const result = await withLateProgress(title, (signal, report) => last.run(request, signal, report));
    // Another search, or another connection, may have come between.
    if (last.result === result) await services.views.reveal('callTriage.searchResults');
    return undefined;
  },
});

async function askText(call: Call, before: string): Promise<string> {
  refuseToAsk(call, 'text');
  const { l10n } = vscode;
  return orCancelled(
    await askInput({
      title: l10n.t('Search Calls for Text'),
      prompt: l10n.t('Searches loaded and cached transcripts'),
      placeHolder: l10n.t('Word or phrase'),
      value: before,
      ignoreFocusOut: true,
      validateInput: (typed) => (text.safeParse(typed).success ? undefined : l10n.t('Enter 1 to 500 characters.')),
    }),
  );
}

function answerOf(result: CallSearch) {
  const { search, loaded, cached, missing } = result;
  return {
    text: search.text,
    matches: search.found.flatMap(({ call, messages }) =>
      messages.map(({ index, text: messageText, seconds }) => ({
        callId: call.call_id,
        messageIndex: index,
        messageText,
        seconds,
      })),
    ),
    hasMore: search.isCut,
    loaded,
    cached,
    missing,
    /** Listed calls that were not searched; null while no calls are listed. */
    notSearched: unsearchedCalls(result) ?? null,
  };
}
