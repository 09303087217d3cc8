import * as vscode from 'vscode';
import type { Issue } from '../api/bland/issues.ts';
import { agentOfCallWords } from '../editor/words/agents.ts';
import { callFacts, callIcon, callLabel, callTitle, directionWord } from '../editor/words/calls.ts';
import { TreeNode } from '../editor/trees/node.ts';
import { flagCount, flagsUri } from '../editor/trees/row-badges.ts';
import { plainTooltip } from '../editor/trees/tooltip.ts';
import { formatDuration, rowMoment, shortMoment } from '../editor/words/format.ts';
import { formatPhoneNumber } from '../shared/phone.ts';
import type { AgentOfCall } from '../triage/agents/agent-directory.ts';
import { agentFacts } from '../triage/agents/agent-facts.ts';
import { startTimeOf, secondsOf } from '../triage/calls/facts.ts';
import type { RecentCall } from '../triage/calls/store.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';

/** A recent call; a click opens its transcript. */
export class CallNode extends TreeNode {
  readonly id: string;
  readonly callId: string;
  readonly connectionId: string;
  readonly #session: Session;
  #call: RecentCall;

  /** @param parent the group that the call stands in, if there are any */
  constructor(session: Session, call: RecentCall, parent: TreeNode | undefined) {
    super(parent);
    this.#session = session;
    this.#call = call;
    this.callId = call.id;
    this.connectionId = session.connection.id;
    this.id = `${parent?.id ?? session.connection.id}/call/${call.id}`;
  }

  /** The node stays the same, since the tree identifies a row by it. */
  update(call: RecentCall): void {
    this.#call = call;
  }

  override item(): vscode.TreeItem {
    const call = this.#call;
    const issues = this.#session.issues.holding(this.callId);
    const moment = rowMoment(startTimeOf(call));
    const seconds = secondsOf(call);
    const length = seconds === null ? '' : formatDuration(seconds);
    const name = callLabel(call);
    const label = callTitle(call);
    // Without a summary, the number is the label already.
    const facts = callFacts(call).filter((fact) => ![name, moment, length].includes(fact));
    const count = this.#session.issues.flagsOn(this.callId);
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.id = this.id;
    const isReviewed = this.#session.calls.isReviewed(this.callId);
    item.contextValue = isReviewed ? 'call.reviewed' : 'call';
    const agent = this.#session.agentDirectory.known(agentFacts(call, this.#session.issues));
    const named = agent === undefined || agent === null ? [] : [agentOfCallWords(agent)];
    item.description = [...facts, ...named, ...issues.map(({ triage_id: code }) => printable(code))].join(' · ');
    item.iconPath = isReviewed ? reviewedIcon() : callIcon(call);
    if (count > 0) item.resourceUri = flagsUri(this.callId, count);
    const heard = [
      label,
      isReviewed ? vscode.l10n.t('reviewed') : '',
      directionWord(call),
      item.description,
      count > 0 ? flagCount(count) : '',
    ];
    item.accessibilityInformation = { label: heard.filter((part) => part !== '').join(', ') };
    item.command = { command: 'callTriage.openTranscript', title: vscode.l10n.t('Open Transcript'), arguments: [this] };
    return item;
  }

  /** With the agent if it can be found. */
  override async tooltip(): Promise<vscode.MarkdownString> {
    const { issues, agentDirectory, calls } = this.#session;
    const call = this.#call;
    const agent = await agentDirectory.find(agentFacts(call, issues)).catch(() => null);
    return callTooltip(call, issues.holding(this.callId), agent, calls.isReviewed(this.callId));
  }
}

function reviewedIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('check', new vscode.ThemeColor('disabledForeground'));
}

function callTooltip(
  call: RecentCall,
  issues: readonly Issue[],
  agent: AgentOfCall | null,
  isReviewed: boolean,
): vscode.MarkdownString {
  const { l10n } = vscode;
  const text = (value: string | null): string => printable(value ?? '');
  const seconds = secondsOf(call);
  const codes = issues.map(({ triage_id: code, title }) => `${code} ${title}`).join('\n');
  return plainTooltip([
    [l10n.t('Call'), text(call.summary)],
    agent === null ? undefined : [l10n.t('Agent'), agentOfCallWords(agent)],
    [l10n.t('Started'), shortMoment(startTimeOf(call))],
    [l10n.t('Duration'), seconds === null ? '' : formatDuration(seconds)],
    [l10n.t('Direction'), directionWord(call)],
    [l10n.t('From'), formatPhoneNumber(text(call.from))],
    [l10n.t('To'), formatPhoneNumber(text(call.to))],
    [l10n.t('State'), text(call.status)],
    [l10n.t('Error'), text(call.error_message)],
    [l10n.t('Answered by'), text(call.answered_by)],
    [l10n.t('Ended by'), text(call.call_ended_by).toLowerCase()],
    [l10n.t('Transferred to'), text(call.transferred_to)],
    [l10n.t('ID'), text(call.call_id)],
    [l10n.t('Issues'), codes === '' ? l10n.t('None among loaded issues') : printable(codes)],
    isReviewed ? [l10n.t('Reviewed'), l10n.t('On this machine')] : undefined,
    codes === '' ? undefined : [l10n.t('Note'), l10n.t('Among issues loaded in this window')],
  ]);
}
