import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';
import type { Issue } from '../api/bland/issues.ts';
import { chooseIssue, type IssuePickerOptions } from '../editor/prompts/issue-picker.ts';
import type { Draft } from '../shared/transcript.ts';
import type { TranscriptPanel } from './panel.ts';
import type { Target } from './target.ts';

/** A flag that is about to be written. */
export interface FlagStart {
  readonly index: number;
  /** Messages that are flagged together with it. */
  readonly others: readonly number[];
  /** Text that is selected in the message. */
  readonly quote: string | null;
  readonly draft?: Draft | undefined;
}

/** Opens the composer under a message, once an issue is chosen to put the flag on. */
export async function beginFlag(panel: TranscriptPanel, start: FlagStart): Promise<void> {
  const under = await underIssue(panel, start);
  under?.compose(start.index, start.quote, start.draft, start.others);
}

/** The panel itself when it is read for an issue, else that of the issue chosen for the flag; undefined when none is, or when the flag is made with a new one. */
export async function underIssue(panel: TranscriptPanel, start: FlagStart): Promise<TranscriptPanel | undefined> {
  const { target } = panel;
  if (target.issueId !== null) return panel;
  const chosen = await choose(panel, vscode.l10n.t('Flag Message: Choose an Issue'), [newIssue()]);
  if (chosen === undefined) return undefined;
  if ('issue' in chosen) return moveTo(panel, chosen.issue);
  if (start.others.length > 0 || start.quote !== null) return createIssueFor(panel);
  const { index: messageIndex, draft } = start;
  const words = draft === undefined ? {} : { type: draft.flagType, note: draft.note };
  const { connectionId } = target;
  const flag = { [fromView]: true, connectionId, ...subjectOf(target), messageIndex, ...words };
  // One change makes both; it is what the panel is read for then.
  await vscode.commands.executeCommand('callTriage.createIssueWithFlag', flag);
  return undefined;
}

/** Has the issue chosen that a panel is read for: another, a new one or none. @returns the panel; undefined when nothing was chosen */
export async function changeIssue(panel: TranscriptPanel): Promise<TranscriptPanel | undefined> {
  const none = { label: vscode.l10n.t('No Issue'), icon: 'circle-slash', value: 'none' as const };
  const others = [newIssue(), ...(panel.target.issueId === null ? [] : [none])];
  const chosen = await choose(panel, vscode.l10n.t('Change Issue of Transcript'), others);
  if (chosen === undefined) return undefined;
  if ('issue' in chosen) return moveTo(panel, chosen.issue);
  return chosen.other === 'new' ? createIssueFor(panel) : panel.changeIssue(null);
}

/** Reads a panel for this issue, which is among the first to be offered from then on. */
export function moveTo(panel: TranscriptPanel, issue: Issue): Promise<TranscriptPanel> {
  panel.session.issues.choose(issue);
  return panel.changeIssue(issue.id, issue);
}

type Other = 'new' | 'none';

export const newIssue = () => ({ label: vscode.l10n.t('New Issue…'), icon: 'add', value: 'new' as const });

async function choose(panel: TranscriptPanel, title: string, others: IssuePickerOptions<Other>['others']) {
  // A second press of the key is not a second question.
  if (panel.isChoosing) return undefined;
  panel.isChoosing = true;
  try {
    const { target, session } = panel;
    const holding = 'callId' in target ? target.callId : target.conversationId;
    const without = new Set(target.issueId === null ? [] : [target.issueId]);
    return await chooseIssue<Other>(session, { title, holding, without, others: others ?? [] });
  } finally {
    panel.isChoosing = false;
  }
}

/** Has an issue made with what the panel shows attached, and reads it for that. */
async function createIssueFor(panel: TranscriptPanel): Promise<TranscriptPanel | undefined> {
  const { target } = panel;
  const args = { [fromView]: true, connectionId: target.connectionId, ...subjectOf(target) };
  const made = await vscode.commands.executeCommand('callTriage.createIssue', args);
  return isIssue(made) ? moveTo(panel, made) : undefined;
}

/** Whether a command has made an issue: it may have been given up, or wait for the service. */
export function isIssue(made: unknown): made is Issue {
  return typeof made === 'object' && made !== null && 'triage_id' in made;
}

function subjectOf(target: Target): object {
  if ('callId' in target) return { callId: target.callId };
  return { resourceType: 'sms_conversation', resourceId: target.conversationId };
}
