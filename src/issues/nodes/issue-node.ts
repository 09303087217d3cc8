import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { personWords } from '../../editor/words/people.ts';
import { flagsOf } from '../../triage/flags/marks.ts';
import { normDoes } from '../../triage/issues/norm.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { issueTooltip, spokenFacts, issueFacts, severityIcon } from '../issue-presentation.ts';
import { AlertNode } from './alert-node.ts';
import { AttachmentNode } from './attachment-node.ts';
import { FlagNode } from './flag-node.ts';
import { ActionNode } from '../../editor/trees/action-node.ts';
import { leftovers } from '../../editor/trees/list-nodes.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { NormNode } from './norm-node.ts';
import { RelationNode } from './relation-node.ts';
import { ResourceNode } from './resource-node.ts';
import { unreadUri } from '../../editor/trees/row-badges.ts';

/** A triage issue with its evidence, attachments, flags without a call, alerts and relations below. */
export class IssueNode extends TreeNode {
  readonly id: string;
  readonly issueId: string;
  readonly connectionId: string;
  readonly #session: Session;
  #issue: Issue;

  /** @param parent the list, group or query; an issue may have several rows */
  constructor(session: Session, issue: Issue, parent: TreeNode) {
    super(parent);
    this.#session = session;
    this.#issue = issue;
    this.issueId = issue.id;
    this.connectionId = session.connection.id;
    this.id = `${parent.id}/${issue.id}`;
  }

  get issue(): Issue {
    return this.#issue;
  }

  /** The node stays the same, since the tree identifies a row by it. */
  update(issue: Issue): void {
    this.#issue = issue;
  }

  override item(): vscode.TreeItem {
    const issue = this.#issue;
    const label = `${printable(issue.triage_id)}  ${printable(issue.title)}`;
    const unread = issue.has_unread_activity;
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = this.id;
    item.contextValue = 'issue';
    item.description = issueFacts(issue).join(' · ');
    if (unread) item.resourceUri = unreadUri(this.issueId);
    item.iconPath = severityIcon(issue.severity);
    item.accessibilityInformation = {
      label: [label, ...(unread ? [vscode.l10n.t('unread')] : []), ...spokenFacts(issue)].join(', '),
    };
    return item;
  }

  /** With the names of members, flags and the agent, as far as they can be found. */
  override async tooltip(): Promise<vscode.MarkdownString> {
    const issue = this.#issue;
    const session = this.#session;
    const hasMembers = issue.owner_id !== null || issue.assignee_id !== null;
    if (hasMembers && issue.org_id !== null) await session.members.of(issue.org_id).catch(() => undefined);
    if (issue.flag_count > 0) await session.issues.loadFlags(issue.id).catch(() => undefined);
    const flags = flagsOf(issue.id, session.issues.contents(issue.id).flags.items, session);
    // An issue has no other call's persona or pathway.
    const { agent_id, agent_version_id } = issue;
    const agent = await session.agentDirectory.find({ agent_id, agent_version_id }).catch(() => null);
    return issueTooltip(issue, flags, personWords(session, issue.org_id), agent);
  }

  override async children(): Promise<TreeNode[]> {
    const [contents, made] = await Promise.all([
      this.#session.issues.loadContents(this.issueId),
      this.#session.attachmentsOf(this.issueId),
    ]);
    const flags = flagsOf(this.issueId, contents.flags.items, this.#session);
    const flagsOfCall = Map.groupBy(flags, (flag) => flag.callId);
    const attached = new Set(contents.resources.items.map((link) => link.resource_id));
    const doing = normDoes(this.#issue);
    const { calls } = this.#session;
    const links = contents.resources.items.filter(
      (link) => link.resource_type === 'call' && link.status === 'available',
    );
    // A link has the time of its call; the list of calls has the duration.
    if (links.length > 0 && !calls.list.loaded && calls.list.error === undefined) void calls.list.load();
    const callsOf = new Map(calls.list.items.map((call) => [call.id, call]));
    const rows = [
      ...(doing === undefined ? [] : [new NormNode(this, doing)]),
      ...leftovers(this, contents.resources, vscode.l10n.t('evidence')),
      ...contents.resources.items.map((link) => {
        const own = link.resource_type === 'call' ? flagsOfCall.get(link.resource_id) : undefined;
        return new ResourceNode(this, this.#session, link, own ?? [], callsOf.get(link.resource_id));
      }),
      ...made.map((one) => new AttachmentNode(this, one)),
      // A flag whose call is not attached must not vanish.
      ...flags.filter((flag) => !attached.has(flag.callId)).map((flag) => new FlagNode(this, flag)),
      ...leftovers(this, contents.flags, vscode.l10n.t('flags')),
      ...contents.alerts.items.map((binding) => new AlertNode(this, binding)),
      ...leftovers(this, contents.alerts, vscode.l10n.t('alerts')),
      ...contents.relations.items.map((relation) => new RelationNode(this, relation)),
      ...leftovers(this, contents.relations, vscode.l10n.t('relations')),
    ];
    if (rows.length > 0) return rows;
    const label = vscode.l10n.t('No evidence. Attach Call…');
    const command = 'callTriage.attachCall';
    return [
      new ActionNode(this, { kind: 'no-evidence', label, icon: 'add', command, title: vscode.l10n.t('Attach Call…') }),
    ];
  }
}
