import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { connectionTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { maxLabelLength, readSavedQueries, settingOf } from '../../triage/issues/saved-queries.ts';
import { queryNames } from '../query-names.ts';
import { filterWords } from '../filter-words.ts';
import { findingOf } from '../finding.ts';
import { addQuery, querySetting } from '../query-setting.ts';

/** Saves the active filters and sorting as a query. Resolves to the query as stored in the settings. */
export default defineCommand({
  args: z.object({
    label: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxLabelLength))),
    ...connectionTarget,
  }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const session = services.session(args.connectionId);
    const { query, sort, order } = findingOf(services, session);
    if (args.label === undefined) refuseToAsk(call, 'label');
    const typed =
      args.label ??
      orCancelled(
        await askInput({
          title: l10n.t('Save Filter as Query'),
          prompt: l10n.t('Name of the query'),
          value: filterWords(query, queryNames(session)).slice(0, maxLabelLength),
          ignoreFocusOut: true,
          validateInput: problemOf,
        }),
      );
    const label = typed.trim();
    const problem = problemOf(label);
    if (problem !== undefined) throw new InvalidArgumentError('label', problem);
    const entry = settingOf({ label, query, sort, order });
    await addQuery(entry);
    if (call.fromUi) showStatusMessage(l10n.t('Query "{0}" saved.', label));
    return entry;
  },
});

/** Explains why a name is not valid; undefined when it is. */
function problemOf(typed: string): string | undefined {
  const { l10n } = vscode;
  const label = typed.trim();
  if (label === '') return l10n.t('Enter a name.');
  if (label.length > maxLabelLength) return l10n.t('At most {0} characters.', maxLabelLength);
  const { queries } = readSavedQueries(querySetting());
  return queries.some((query) => query.label === label) ? l10n.t('A query with this name already exists.') : undefined;
}
