import * as vscode from 'vscode';
import { type Issue, type IssueChange, issueSeverities, issueStatuses } from '../api/bland/issues.ts';
import type { Call } from '../editor/call.ts';
import { askPick } from '../editor/prompts/ask.ts';
import type { Step } from '../editor/prompts/steps.ts';
import { valueWord } from '../editor/words/service-values.ts';
import { severityIcon, statusIcon } from './issue-presentation.ts';

/** Asks for a status; any may follow any. */
export async function askStatus(call: Call, now?: string): Promise<(typeof issueStatuses)[number]> {
  const items = issueStatuses.map((value) => choice(value, statusIcon(value), now));
  return askPick(call, 'status', vscode.l10n.t('Set Status'), items);
}

/** Asks for a severity, the highest first. */
export async function askSeverity(
  call: Call,
  now?: string,
  step?: Step & { readonly before: (typeof issueSeverities)[number] | undefined },
): Promise<(typeof issueSeverities)[number]> {
  const items = issueSeverities.map((value) => choice(value, severityIcon(value), now));
  const title = step === undefined ? vscode.l10n.t('Set Severity') : vscode.l10n.t('Create Issue: Severity');
  return askPick(call, 'severity', title, items, step);
}

function choice<T extends string>(value: T, iconPath: vscode.ThemeIcon, now: string | undefined) {
  const description = value === now ? vscode.l10n.t('now') : '';
  return { label: valueWord(value), description, iconPath, value };
}

/** Returns the change that restores the status; empty for an unknown value, which cannot be sent. */
export function statusOf(issue: Issue): IssueChange {
  const status = issueStatuses.find((one) => one === issue.status);
  return status === undefined ? {} : { status };
}

/** Returns the change that restores the severity. */
export function severityOf(issue: Issue): IssueChange {
  const severity = issueSeverities.find((one) => one === issue.severity);
  return severity === undefined ? {} : { severity };
}
