import * as vscode from 'vscode';
import type { ActivityEntry } from '../../api/bland/activity.ts';
import type { Issue } from '../../api/bland/issues.ts';
import type { PersonWords } from '../../editor/words/people.ts';
import { explain } from '../../editor/errors/explain.ts';
import { oneLine as idLine } from '../../triage/issues/activity.ts';
import { type Entry, needsDecision } from '../../triage/outbox/outbox.ts';
import type { PagedList } from '../../triage/issues/paged-list.ts';
import { normDoes } from '../../triage/issues/norm.ts';
import { addComment, type AddCommentPayload } from '../../triage/outbox/kinds/add-comment.ts';
import { promptNorm, type PromptNormPayload } from '../../triage/outbox/kinds/prompt-norm.ts';
import { type EntryWords, headline } from './entry-words.ts';
import { headlineLink, issueLink, type Place, resourceLink } from './links.ts';
import { type Action, type Line, type Page, pageOf } from './page.ts';
import { oneLine, textLines, valueLines } from './masked-text.ts';
import { dateAndTime } from '../../editor/words/format.ts';
import { valueWord } from '../../editor/words/service-values.ts';

/** Characters of a text that a document of its own shows. */
const wholeText = 200_000;

/**
 * Renders the activity of an issue: one paragraph per entry, newest first. Only our own words start at the margin; every line of a
 * server's text is indented, so that none can pass for an entry.
 */
export function activityPage(
  place: Place,
  issue: Issue | undefined,
  list: PagedList<ActivityEntry>,
  waiting: readonly Entry[],
  { personOf, secondsOf }: EntryWords,
): Page {
  const { l10n } = vscode;
  const [title = '', ...facts] = heading(issue, personOf);
  const parts: (readonly Line[])[] = [[{ parts: [title], actions: actionsOn(place) }, ...facts]];
  const doing = issue === undefined ? undefined : normDoes(issue);
  if (doing === 'working') parts.push([l10n.t('Norm is working on this issue…')]);
  if (doing === 'asking') {
    const answer = { title: l10n.t('Answer…'), command: 'callTriage.answerNorm', args: { ...place } } as const;
    parts.push([{ parts: [l10n.t('Norm is waiting for your answer.')], actions: [answer] }]);
  }
  parts.push(...waiting.map(waitingLines).filter((lines) => lines.length > 0));
  if (list.error !== undefined) parts.push([failureLine(place, list.error)]);
  else if (list.loaded && list.items.length === 0) parts.push([l10n.t('No activity yet.')]);
  parts.push(...list.items.map((entry) => entryLines(place, entry, { personOf, secondsOf })));
  if (list.broken.length > 0) parts.push([unreadableWords(list.broken.length)]);
  if (list.hasMore) parts.push([l10n.t('Older entries are not loaded.')]);
  return pageOf(parts);
}

/** Renders a single entry in full. */
export function entryPage(issue: Issue | undefined, entry: ActivityEntry, words: EntryWords): Page {
  const { artifact } = entry;
  return pageOf([
    heading(issue),
    [headOf(entry, headline(entry, words)).join('  ')],
    ...(entry.detail === '' ? [] : [textLines(entry.detail, wholeText)]),
    ...(artifact === null ? [] : [[artifactWords(artifact)], valueLines(artifact.payload, wholeText)]),
  ]);
}

/** Shows an error with an action to retry. */
export function failureLine(place: Place, error: unknown): Line {
  const again: Action = {
    title: vscode.l10n.t('Try Again'),
    command: 'callTriage.showActivity',
    args: { ...place },
  };
  return { parts: [explain(error).sentence], actions: [again] };
}

function actionsOn(place: Place): readonly Action[] {
  const { l10n } = vscode;
  const ask = (title: string, intent: string): Action => ({
    title,
    command: 'callTriage.askNorm',
    args: { ...place, intent },
  });
  return [
    { title: l10n.t('Add Comment…'), command: 'callTriage.addComment', args: { ...place } },
    ask(l10n.t('Norm: Status'), 'status'),
    ask(l10n.t('Norm: Verify'), 'verify'),
    ask(l10n.t('Norm: Fix…'), 'fix'),
  ];
}

/** Describes an issue in two lines, with its people when they can be named. */
function heading(issue: Issue | undefined, personOf?: PersonWords): string[] {
  if (issue === undefined) return [vscode.l10n.t('Issue')];
  const facts = [valueWord(issue.status), valueWord(issue.severity), issue.category].map((fact) => oneLine(fact, 64));
  const { owner_id: owner, assignee_id: assignee } = issue;
  if (personOf !== undefined && owner !== null) facts.push(vscode.l10n.t('owned by {0}', oneLine(personOf(owner), 80)));
  if (personOf !== undefined && assignee !== null)
    facts.push(vscode.l10n.t('assigned to {0}', oneLine(personOf(assignee), 80)));
  return [`# ${idLine(issue.triage_id, 20)}  ${oneLine(issue.title)}`, facts.filter((fact) => fact !== '').join(' · ')];
}

function entryLines(place: Place, entry: ActivityEntry, words: EntryWords): Line[] {
  const { artifact } = entry;
  const [head, last] = [headOf(entry, ''), headlineLink(place, entry, headline(entry, words))];
  return [
    { parts: [`${head.join('  ')}  `, last] },
    ...(entry.detail === '' ? [] : quoted(textLines(entry.detail))),
    ...entry.resources.map((link) => ({
      parts: [
        indented(`${oneLine(link.resource_type, 30)}: `),
        resourceLink(place, link),
        ` (${idLine(link.resource_id, 80)})`,
      ],
    })),
    ...entry.referenced_issues.map((issue) => ({ parts: [margin, issueLink(place, issue)] })),
    ...(artifact === null
      ? []
      : [
          indented(artifactWords(artifact)),
          ...quoted(valueLines(artifact.payload)),
          ...quoted(
            Array.isArray(artifact.external_urls) && artifact.external_urls.length === 0
              ? []
              : valueLines(artifact.external_urls),
          ),
        ]),
  ];
}

/** Returns time, actor and words, as far as they are known. */
function headOf(entry: ActivityEntry, words: string): string[] {
  const who = oneLine(entry.actor?.label ?? '', 60);
  return ['##', dateAndTime(entry.created_at, 'short'), who, words].filter((part) => part !== '');
}

function artifactWords({ title, type, status }: NonNullable<ActivityEntry['artifact']>): string {
  return [title, type, status]
    .map((part) => oneLine(part))
    .filter((part) => part !== '')
    .join(' · ');
}

function waitingLines(entry: Entry): string[] {
  const { l10n } = vscode;
  const state = needsDecision(entry) ? explain(entry.error).sentence : l10n.t('waiting to be sent');
  if (entry.kind === addComment.name) {
    return [
      `##  ${l10n.t('Your comment: {0}', state)}`,
      ...quoted(textLines((entry.payload as AddCommentPayload).detail)),
    ];
  }
  if (entry.kind !== promptNorm.name) return [];
  return [
    `##  ${l10n.t('Your question to Norm: {0}', state)}`,
    ...quoted(textLines((entry.payload as PromptNormPayload).detail)),
  ];
}

const margin = '    ';
const indented = (line: string): string => `${margin}${line}`;
const quoted = (lines: readonly string[]): string[] => lines.map(indented);

function unreadableWords(count: number): string {
  return count === 1 ? vscode.l10n.t('Could not read 1 entry.') : vscode.l10n.t('Could not read {0} entries.', count);
}
