import * as vscode from 'vscode';
import type { ResourceLink } from '../../api/bland/resources.ts';
import type { CallSummary } from '../../api/bland/calls.ts';
import { agentOfCallWords } from '../../editor/words/agents.ts';
import { formatDuration, rowMoment, shortDate } from '../../editor/words/format.ts';
import type { AgentOfCall } from '../../triage/agents/agent-directory.ts';
import { agentFacts } from '../../triage/agents/agent-facts.ts';
import { startTimeOf, secondsOf } from '../../triage/calls/facts.ts';
import type { IssueFlag } from '../../triage/flags/marks.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { evidenceLabel, evidenceTime, evidenceType } from '../evidence-words.ts';
import { flagCount, flagsUri } from '../../editor/trees/row-badges.ts';
import { FlagNode } from './flag-node.ts';
import type { TreeNode } from '../../editor/trees/node.ts';
import { IssueChildNode, type IssueChildParent } from './issue-child-node.ts';

/** A call, conversation or file attached to an issue; a call has its flags below. */
export class ResourceNode extends IssueChildNode {
  readonly id: string;
  readonly linkId: string;
  readonly resourceType: string;
  readonly resourceId: string;
  /** Only for a call. */
  readonly callId: string | undefined;
  /** Only for an SMS conversation. */
  readonly conversationId: string | undefined;
  readonly #session: Session;
  readonly #link: ResourceLink;
  readonly #flags: readonly IssueFlag[];
  /** The summary of a loaded call. */
  readonly call: CallSummary | undefined;

  /** @param call the summary of a loaded call */
  constructor(
    parent: IssueChildParent,
    session: Session,
    link: ResourceLink,
    flags: readonly IssueFlag[],
    call: CallSummary | undefined,
  ) {
    super(parent);
    this.id = `${parent.id}/${link.id}`;
    this.linkId = link.id;
    this.resourceType = link.resource_type;
    this.resourceId = link.resource_id;
    this.callId = link.resource_type === 'call' ? link.resource_id : undefined;
    this.conversationId = link.resource_type === 'sms_conversation' ? link.resource_id : undefined;
    this.#session = session;
    this.#link = link;
    this.#flags = flags;
    this.call = call;
  }

  override item(): vscode.TreeItem {
    const link = this.#link;
    const gone = link.status === 'unavailable';
    const expand =
      this.#flags.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None;
    const isCall = link.resource_type === 'call';
    // The time comes first: a narrow side bar cuts off the rest, and summaries start alike.
    const label = [isCall && !gone ? this.#time() : '', evidenceLabel(link)].filter((part) => part !== '').join('  ');
    const item = new vscode.TreeItem(label, expand);
    item.id = this.id;
    item.contextValue = gone ? 'resource.unavailable' : `resource.${knownType(link)}`;
    const count = this.#flags.length;
    const made = isCall ? '' : shortDate(evidenceTime(link));
    item.description = gone ? vscode.l10n.t('no longer available') : made;
    if (isCall && count > 0) item.resourceUri = flagsUri(link.resource_id, count);
    item.iconPath = new vscode.ThemeIcon(gone ? 'circle-slash' : iconOf(link));
    const heard = [evidenceType(link), label, item.description, count > 0 ? flagCount(count) : ''];
    item.accessibilityInformation = { label: heard.filter((part) => part !== '').join(', ') };
    const opening = gone ? this.#explaining() : this.#opening();
    if (opening !== undefined) item.command = opening;
    return item;
  }

  /** With the agent of a call if it can be found. */
  override async tooltip(): Promise<vscode.MarkdownString> {
    const { l10n } = vscode;
    const link = this.#link;
    const agent = await this.#agent().catch(() => null);
    return plainTooltip([
      [evidenceType(link), printable(link.title)],
      agent === null ? undefined : [l10n.t('Agent'), agentOfCallWords(agent)],
      [l10n.t('ID'), link.resource_id],
      [l10n.t('Attached'), shortDate(link.created_at)],
      link.status === 'unavailable' ? [l10n.t('State'), l10n.t('No longer available.')] : undefined,
    ]);
  }

  async #agent(): Promise<AgentOfCall | null> {
    const { agentDirectory, issues } = this.#session;
    return this.call === undefined ? null : agentDirectory.find(agentFacts(this.call, issues));
  }

  /** Time and duration, as far as they are known. */
  #time(): string {
    const { call } = this;
    const seconds = call === undefined ? null : secondsOf(call);
    const began = (call === undefined ? null : startTimeOf(call)) ?? evidenceTime(this.#link);
    return [rowMoment(began), seconds === null ? '' : formatDuration(seconds)]
      .filter((part) => part !== '')
      .join(' · ');
  }

  #explaining(): vscode.Command {
    return { command: 'callTriage.explainUnavailable', title: vscode.l10n.t('Show Why'), arguments: [this] };
  }

  #opening(): vscode.Command | undefined {
    const { l10n } = vscode;
    if (this.callId !== undefined) {
      return { command: 'callTriage.openTranscript', title: l10n.t('Open Transcript'), arguments: [this] };
    }
    if (this.conversationId === undefined) return undefined;
    return { command: 'callTriage.openConversation', title: l10n.t('Open SMS Conversation'), arguments: [this] };
  }

  override children(): TreeNode[] {
    // In the order of the conversation; flags on the whole call come last.
    const place = (flag: IssueFlag): number => flag.messageIndex ?? Number.MAX_SAFE_INTEGER;
    return this.#flags.toSorted((a, b) => place(a) - place(b)).map((flag) => new FlagNode(this, flag));
  }
}

/** Types with menu items besides *Detach*. */
const knownTypes = new Set(['call', 'sms_conversation', 'file']);

function knownType(link: ResourceLink): string {
  return knownTypes.has(link.resource_type) ? link.resource_type : 'other';
}

function iconOf(link: ResourceLink): string {
  switch (link.resource_type) {
    case 'call':
      return 'call-incoming';
    case 'sms_conversation':
      return 'mail';
    case 'file':
      return 'file';
    default:
      return 'question';
  }
}
