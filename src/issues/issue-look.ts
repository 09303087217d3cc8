import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import type { PersonWords } from '../editor/person-words.ts';
import { shortDate } from '../editor/wording.ts';
import type { IssueFlag } from '../triage/flag-marks.ts';
import { normDoes } from '../triage/norm.ts';
import { printable } from '../triage/transcript.ts';
import { plainTooltip } from '../editor/tree/tooltip.ts';
import { enumWord as word } from './enum-word.ts';

/** What decides whether to open an issue, in its row: severity, status, flags; and first of all that Norm is at it. */
export function issueFacts(issue: Issue): string[] {
  const flags = issue.flag_count === 0 ? [] : [vscode.l10n.t('{0}⚑', issue.flag_count)];
  const relations = issue.relation_count === 0 ? [] : [vscode.l10n.t('{0}↳', issue.relation_count)];
  const norm = { working: vscode.l10n.t('Norm is working'), asking: vscode.l10n.t('Norm asks') };
  const doing = normDoes(issue);
  const facts = [word(issue.severity), word(issue.status), ...flags, ...relations];
  return doing === undefined ? facts : [norm[doing], ...facts];
}

/** The shape says the status, the colour the severity; both are words in the row and the tooltip too. */
export function issueIcon(issue: Issue): vscode.ThemeIcon {
  return new vscode.ThemeIcon(statusIcon(issue.status).id, severityIcon(issue.severity).color);
}

export function statusIcon(status: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(statusIcons[status] ?? 'circle-outline');
}

export function severityIcon(severity: string): vscode.ThemeIcon {
  const colour = severityColours[severity];
  return new vscode.ThemeIcon('circle-filled', colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

export function issueTooltip(issue: Issue, flags: readonly IssueFlag[], personOf: PersonWords): vscode.MarkdownString {
  const { l10n } = vscode;
  return plainTooltip([
    [printable(issue.triage_id), printable(issue.title)],
    [l10n.t('Severity'), word(issue.severity)],
    [l10n.t('Status'), word(issue.status)],
    [l10n.t('Category'), printable(issue.category)],
    issue.owner_id === null ? undefined : [l10n.t('Owner'), personOf(issue.owner_id)],
    issue.assignee_id === null ? undefined : [l10n.t('Assignee'), personOf(issue.assignee_id)],
    [l10n.t('Last activity'), shortDate(issue.last_activity_at)],
    issue.has_unread_activity ? [l10n.t('Unread'), l10n.t('Something has happened since you opened it')] : undefined,
    [l10n.t('Resources'), String(issue.resource_count)],
    [l10n.t('Flags'), flags.length === 0 ? String(issue.flag_count) : firstTypes(flags)],
    [l10n.t('Relations'), String(issue.relation_count)],
    [l10n.t('Description'), printable(issue.description)],
  ]);
}

function firstTypes(flags: readonly IssueFlag[]): string {
  const types = [...new Set(flags.map(({ type }) => printable(type)))];
  return types.slice(0, 3).join(', ') + (types.length > 3 ? ', …' : '');
}

const severityColours: Readonly<Record<string, string>> = {
  critical: 'charts.red',
  // charts.orange is nearly the background in the newest dark theme.
  high: 'symbolIcon.eventForeground',
  medium: 'charts.yellow',
  low: 'charts.blue',
};

const statusIcons: Readonly<Record<string, string>> = {
  backlog: 'circle-small',
  todo: 'circle-outline',
  in_progress: 'circle-filled',
  in_review: 'eye',
  done: 'pass',
  closed: 'circle-slash',
};
