import * as vscode from 'vscode';
import { formatNumber } from '../../editor/words/format.ts';
import { explain } from '../../editor/errors/explain.ts';
import { forDisplay } from '../../editor/privacy.ts';
import { insightRanges, type InsightsView, type NoteView } from '../../shared/insights-view.ts';
import { listedBy } from '../../triage/issues/queries.ts';
import { oneLine } from '../activity/masked-text.ts';
import { filterWords } from '../filter-words.ts';
import { queryNames } from '../query-names.ts';
import { type Pictured, picturesOf } from './pictures.ts';
import { flagCount, issueCount, rangeWords } from './words.ts';

/** Returns what the page shows of the flags that are loaded now, and what is not in it. */
export function insightsView(pictured: Pictured): InsightsView {
  const { l10n } = vscode;
  const { session, insights, range, offer } = pictured;
  const { flags, issues, progress } = insights;
  const labels = rangeWords();
  const place = { connectionId: session.connection.id };
  const pictures = picturesOf(pictured);
  const isEmpty = !insights.isLoading && pictures.every(({ bars }) => bars.every(({ total }) => total === 0));
  return {
    scope: l10n.t(
      '{0}: {1} in {2}',
      oneLine(session.connection.label, 80),
      flagCount(flags.length),
      issueCount(issues.length),
    ),
    notes: notesOf(pictured),
    progress:
      progress === null
        ? null
        : {
            sentence: l10n.t('Loading {0} of {1}…', formatNumber(progress.done), formatNumber(progress.total)),
            done: progress.done,
            total: progress.total,
          },
    ranges: insightRanges.map((id) => ({ id, label: labels[id] })),
    range,
    empty: isEmpty
      ? {
          sentence: l10n.t('No flags yet. Open a call and flag a message to see it here.'),
          action: { label: l10n.t('Show Calls'), run: offer('calls', 'callTriage.calls.focus', {}) },
        }
      : null,
    pictures: isEmpty ? [] : pictures,
    copy: offer('copy', 'callTriage.copyInsights', { ...place, range }),
  };
}

/** What is not counted, each with what can be done about it. */
function notesOf({ session, insights, offer }: Pictured): readonly NoteView[] {
  const { l10n } = vscode;
  const { list, finding } = session.issues;
  const { unreadIssues, cutIssues, broken, pending } = insights.uncounted;
  const { error, typesError, isLoading } = insights;
  const place = { connectionId: session.connection.id };
  const notes: (NoteView | undefined)[] = [
    listedBy(finding.query) === 'all'
      ? undefined
      : {
          sentence: l10n.t(
            'Only issues that the Issues view lists are counted: {0}.',
            forDisplay(filterWords(finding.query, queryNames(session))),
          ),
          action: { label: l10n.t('Show All Issues'), run: offer('all', 'callTriage.showAllIssues', place) },
        },
    !list.hasMore || isLoading
      ? undefined
      : {
          sentence: l10n.t('More issues are on the service.'),
          action: { label: l10n.t('Load More'), load: 'issues' },
        },
    isLoading || unreadIssues === 0
      ? undefined
      : {
          sentence: [
            unreadIssues === 1
              ? l10n.t('The flags of 1 issue are not loaded.')
              : l10n.t('The flags of {0} issues are not loaded.', formatNumber(unreadIssues)),
            ...(error === undefined ? [] : [forDisplay(explain(error).sentence)]),
          ].join(' '),
          action: { label: l10n.t('Load Flags'), load: 'flags' },
        },
    isLoading || unreadIssues > 0 || error === undefined
      ? undefined
      : {
          sentence: forDisplay(explain(error).sentence),
          action: { label: l10n.t('Retry'), load: 'flags' },
        },
    isLoading || cutIssues === 0
      ? undefined
      : {
          sentence:
            cutIssues === 1
              ? l10n.t('Some flags of 1 issue are not loaded.')
              : l10n.t('Some flags of {0} issues are not loaded.', formatNumber(cutIssues)),
          action: { label: l10n.t('Load Flags'), load: 'flags' },
        },
    typesError === undefined
      ? undefined
      : {
          sentence: l10n.t('Could not read the flag types: {0}', forDisplay(explain(typesError).sentence)),
          action: { label: l10n.t('Retry'), load: 'types' },
        },
    broken === 0
      ? undefined
      : { sentence: l10n.t('Not counted because they could not be read: {0}.', flagCount(broken)), action: null },
    pending === 0
      ? undefined
      : {
          sentence: l10n.t('Not counted because they are not saved yet: {0}.', flagCount(pending)),
          action: { label: l10n.t('Show Pending Changes'), run: offer('waiting', 'callTriage.showWaiting', {}) },
        },
  ];
  return notes.filter((note) => note !== undefined);
}
