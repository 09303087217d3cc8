import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { agentOfCallWords } from '../editor/words/agents.ts';
import type { PersonWords } from '../editor/words/people.ts';
import { excerpt, shortDate } from '../editor/words/format.ts';
import type { AgentOfCall } from '../triage/agents/agent-directory.ts';
import type { IssueFlag } from '../triage/flags/marks.ts';
import { normDoes } from '../triage/issues/norm.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { flagCount } from '../editor/trees/row-badges.ts';
import { plainTooltip } from '../editor/trees/tooltip.ts';
import { valueWord as word } from '../editor/words/service-values.ts';

/** Returns the facts of an issue's row: what Norm does, severity, status, flags, relations. */
export function issueFacts(issue: Issue): string[] {
  const flags = issue.flag_count === 0 ? [] : [vscode.l10n.t('{0}⚑', issue.flag_count)];
  const relations = issue.relation_count === 0 ? [] : [vscode.l10n.t('{0}↳', issue.relation_count)];
  return [...normFact(issue), word(issue.severity), word(issue.status), ...flags, ...relations];
}

/** The same for screen readers, without symbols. */
export function spokenFacts(issue: Issue): string[] {
  const flags = issue.flag_count === 0 ? [] : [flagCount(issue.flag_count)];
  return [...normFact(issue), word(issue.severity), word(issue.status), ...flags];
}

function normFact(issue: Issue): string[] {
  const norm = { working: vscode.l10n.t('Norm is working'), asking: vscode.l10n.t('Norm has a question') };
  const doing = normDoes(issue);
  return doing === undefined ? [] : [norm[doing]];
}

export function statusIcon(status: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(statusIcons[status] ?? 'circle-outline');
}

/** Each severity has its own shape and color; row and tooltip name it. */
export function severityIcon(severity: string): vscode.ThemeIcon {
  const [shape, colour] = severityLooks[severity] ?? ['circle-outline'];
  return new vscode.ThemeIcon(shape, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

export function issueTooltip(
  issue: Issue,
  flags: readonly IssueFlag[],
  personOf: PersonWords,
  agent: AgentOfCall | null,
): vscode.MarkdownString {
  const { l10n } = vscode;
  return plainTooltip([
    [printable(issue.triage_id), printable(issue.title)],
    [l10n.t('Severity'), word(issue.severity)],
    [l10n.t('Status'), word(issue.status)],
    [l10n.t('Category'), printable(issue.category)],
    agent === null ? undefined : [l10n.t('Agent'), agentOfCallWords(agent)],
    issue.owner_id === null ? undefined : [l10n.t('Owner'), personOf(issue.owner_id)],
    issue.assignee_id === null ? undefined : [l10n.t('Assignee'), personOf(issue.assignee_id)],
    [l10n.t('Last activity'), shortDate(issue.last_activity_at)],
    issue.has_unread_activity ? [l10n.t('Unread'), l10n.t('New activity since you last opened it')] : undefined,
    ...flags.slice(0, 3).map((flag) => [l10n.t('Flag'), flagWords(flag)] as const),
    flags.length > 3 ? [l10n.t('More flags'), String(flags.length - 3)] : undefined,
    [l10n.t('Description'), printable(issue.description)],
  ]);
}

/** Returns a flag's type, and its note or message. */
function flagWords({ type, note, messageText }: IssueFlag): string {
  const words = note === '' ? (messageText ?? '') : note;
  return [printable(type), excerpt(printable(words), 100)].filter((part) => part !== '').join(': ');
}

const severityLooks: Readonly<Record<string, readonly [shape: string, colour: string]>> = {
  critical: ['flame', 'charts.red'],
  // charts.orange is nearly the background in the newest dark theme.
  high: ['arrow-up', 'symbolIcon.eventForeground'],
  medium: ['circle-filled', 'charts.yellow'],
  low: ['arrow-down', 'charts.blue'],
};

const statusIcons: Readonly<Record<string, string>> = {
  backlog: 'circle-small',
  todo: 'circle-outline',
  in_progress: 'circle-filled',
  in_review: 'eye',
  done: 'pass',
  closed: 'circle-slash',
};
