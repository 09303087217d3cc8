import * as vscode from 'vscode';
import type { ActivityEntry } from '../api/bland/activity.ts';
import type { Issue } from '../api/bland/issues.ts';
import { explain } from '../editor/explain.ts';
import { oneLine, textLines, valueLines } from '../triage/activity.ts';
import type { Entry } from '../triage/outbox.ts';
import type { PagedList } from '../triage/paged-list.ts';
import { addComment, type AddCommentPayload } from '../triage/writes/add-comment.ts';
import { promptNorm, type PromptNormPayload } from '../triage/writes/prompt-norm.ts';
import { headline } from './entry-words.ts';

/**
 * The activity of an issue as a text: one paragraph per entry, newest first. Only our own words begin at the margin;
 * every line of a server's text is indented, so that none can pass for an entry.
 */
export function activityText(
  issue: Issue | undefined,
  list: PagedList<ActivityEntry>,
  waiting: readonly Entry[],
): string {
  const { l10n } = vscode;
  const parts: string[][] = [heading(issue)];
  if (issue?.is_processing === true) parts.push([l10n.t('Norm is working on this issue …')]);
  if (issue?.is_processing === false && issue.latest_agent_session?.status === 'awaiting_input') {
    parts.push([l10n.t('Norm waits for an answer: run “Call Triage: Ask Norm…” to give it.')]);
  }
  parts.push(...waiting.map(waitingLines).filter((lines) => lines.length > 0));
  if (list.error !== undefined) parts.push([explain(list.error).sentence]);
  else if (list.loaded && list.items.length === 0) parts.push([l10n.t('Nothing has happened yet.')]);
  parts.push(...list.items.map(entryLines));
  if (list.broken.length > 0) parts.push([l10n.t('{0} entries could not be read.', list.broken.length)]);
  if (list.hasMore) parts.push([l10n.t('Older entries are not loaded.')]);
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The issue in two lines. */
export function heading(issue: Issue | undefined): string[] {
  if (issue === undefined) return [vscode.l10n.t('Issue')];
  const facts = [issue.status.replaceAll('_', ' '), issue.severity, issue.category].map((fact) => oneLine(fact, 64));
  return [
    `# ${oneLine(issue.triage_id, 20)}  ${oneLine(issue.title)}`,
    facts.filter((fact) => fact !== '').join(' · '),
  ];
}

function entryLines(entry: ActivityEntry): string[] {
  const who = oneLine(entry.actor?.label ?? '', 60);
  const head = ['##', moment(entry.created_at), who, headline(entry)].filter((part) => part !== '').join('  ');
  const { artifact } = entry;
  return [
    head,
    ...(entry.detail === '' ? [] : quoted(textLines(entry.detail))),
    ...entry.resources.map((link) =>
      indented(`${oneLine(link.resource_type, 30)}: ${oneLine(link.title)} (${oneLine(link.resource_id, 80)})`),
    ),
    ...entry.referenced_issues.map((issue) =>
      indented(`${oneLine(issue.triage_id ?? issue.id ?? '', 60)}  ${oneLine(issue.title)}`),
    ),
    ...(artifact === null
      ? []
      : [
          indented(
            [artifact.title, artifact.type, artifact.status]
              .map((part) => oneLine(part))
              .filter((part) => part !== '')
              .join(' · '),
          ),
          ...quoted(valueLines(artifact.payload)),
          ...quoted(
            Array.isArray(artifact.external_urls) && artifact.external_urls.length === 0
              ? []
              : valueLines(artifact.external_urls),
          ),
        ]),
  ];
}

function waitingLines(entry: Entry): string[] {
  const { l10n } = vscode;
  const state = entry.state === 'refused' ? explain(entry.error).sentence : l10n.t('waits to be sent');
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

const indented = (line: string): string => `    ${line}`.trimEnd();
const quoted = (lines: readonly string[]): string[] => lines.map(indented);

/** A time as people here read it; empty when the entry has none. */
function moment(iso: string | null): string {
  const at = iso === null ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(at)) return '';
  return new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}
