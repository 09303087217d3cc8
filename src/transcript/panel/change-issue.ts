import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { fromView } from '../../editor/call.ts';
import { chooseIssue, type IssuePickerOptions } from '../../editor/prompts/issue-picker.ts';
import type { Draft } from '../../shared/transcript.ts';
import { ApproximateIndexError } from '../../triage/transcript/errors.ts';
import type { Target } from '../target.ts';
import type { FlagPort } from './ports.ts';

export interface FlagStart {
  readonly index: number;
  /** Messages that are flagged as well. */
  readonly others: readonly number[];
  /** Text that is selected in the message. */
  readonly quote: string | null;
  readonly draft?: Draft | undefined;
}

/**
 * Opens the composer under a message, after an issue has been chosen if the panel has none.
 *
 * @throws ApproximateIndexError
 */
export async function beginFlag(panel: FlagPort, start: FlagStart): Promise<void> {
  const { transcript } = panel;
  if (transcript?.approximate === true) throw new ApproximateIndexError(transcript.callId);
  const under = await ensureIssue(panel, start);
  under?.compose(start.index, start.quote, start.draft, start.others);
}

/**
 * Returns the panel if it has an issue, else the panel of the issue that is chosen for the flag. Undefined when none is
 * chosen, or when the flag is created together with a new issue.
 */
export async function ensureIssue(panel: FlagPort, start: FlagStart): Promise<FlagPort | undefined> {
  const { target } = panel;
  if (target.issueId !== null) return panel;
  const chosen = await choose(panel, vscode.l10n.t('Flag Message: Choose an Issue'), [newIssueItem()]);
  if (chosen === undefined) return undefined;
  if ('issue' in chosen) return changeIssueTo(panel, chosen.issue);
  if (start.others.length > 0 || start.quote !== null) return createIssueFor(panel);
  const { index: messageIndex, draft } = start;
  const words = draft === undefined ? {} : { type: draft.flagType, note: draft.note };
  const { connectionId } = target;
  const flag = { [fromView]: true, connectionId, ...subjectOf(target), messageIndex, ...words };
  // Creates issue and flag in one write, and changes the panel's issue.
  await vscode.commands.executeCommand('callTriage.createIssueWithFlag', flag);
  return undefined;
}

/** Asks for another issue for a panel, an existing one or a new one, or for none. */
export async function changeIssue(panel: FlagPort): Promise<void> {
  const none = { label: vscode.l10n.t('No Issue'), icon: 'circle-slash', value: 'none' as const };
  const others = [newIssueItem(), ...(panel.target.issueId === null ? [] : [none])];
  const chosen = await choose(panel, vscode.l10n.t('Change Issue of Transcript'), others);
  if (chosen === undefined) return;
  if ('issue' in chosen) await changeIssueTo(panel, chosen.issue);
  else if (chosen.other === 'new') await createIssueFor(panel);
  else await panel.changeIssue(null);
}

/** Shows a panel's call or conversation for this issue, and lists it among the recent ones from then on. */
export function changeIssueTo(panel: FlagPort, issue: Issue): Promise<FlagPort> {
  panel.session().issues.choose(issue);
  return panel.changeIssue(issue.id, issue);
}

type Other = 'new' | 'none';

export const newIssueItem = () => ({ label: vscode.l10n.t('New Issue…'), icon: 'add', value: 'new' as const });

async function choose(panel: FlagPort, title: string, others: IssuePickerOptions<Other>['others']) {
  // The key may be pressed again before the picker has the keyboard.
  if (panel.isChoosingIssue) return undefined;
  panel.isChoosingIssue = true;
  try {
    const { target } = panel;
    const holding = 'callId' in target ? target.callId : target.conversationId;
    const without = new Set(target.issueId === null ? [] : [target.issueId]);
    return await chooseIssue<Other>(panel.session(), { title, holding, without, others: others ?? [] });
  } finally {
    panel.isChoosingIssue = false;
  }
}

/** Creates an issue with the panel's call or conversation attached, and changes the panel to it. */
async function createIssueFor(panel: FlagPort): Promise<FlagPort | undefined> {
  const { target } = panel;
  const args = { [fromView]: true, connectionId: target.connectionId, ...subjectOf(target) };
  const created = await vscode.commands.executeCommand('callTriage.createIssue', args);
  return isIssue(created) ? changeIssueTo(panel, created) : undefined;
}

/** Returns whether a command resolved to an issue: it may have been cancelled, or the issue may be pending. */
export function isIssue(created: unknown): created is Issue {
  return typeof created === 'object' && created !== null && 'triage_id' in created;
}

function subjectOf(target: Target): object {
  if ('callId' in target) return { callId: target.callId };
  return { resourceType: 'sms_conversation', resourceId: target.conversationId };
}
