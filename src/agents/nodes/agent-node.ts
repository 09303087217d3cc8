import * as vscode from 'vscode';
import type { Agent } from '../../api/bland/agents.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { shortDate } from '../../editor/words/format.ts';
import { agentName } from '../../triage/agents/agent-numbers.ts';
import type { RoutedNumber } from '../../triage/numbers/routing.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { countInWords, versionOf, versionsInWords } from '../words.ts';
import { DetailsErrorNode, UnknownNumbersNode } from './agent-state-nodes.ts';
import { NumberNode } from './number-node.ts';

/** An agent, with its numbers below, which are read when it is expanded. */
export class AgentNode extends TreeNode {
  readonly id: string;
  readonly connectionId: string;
  readonly agentId: string;
  readonly #session: Session;
  #agent: Agent;

  constructor(session: Session, agent: Agent) {
    super(undefined);
    this.#session = session;
    this.connectionId = session.connection.id;
    this.id = `${this.connectionId}/agent/${agent.id}`;
    this.agentId = agent.id;
    this.#agent = agent;
  }

  /** The node stays the same, since the tree identifies a row by it. */
  update(agent: Agent): this {
    this.#agent = agent;
    return this;
  }

  override item(): vscode.TreeItem {
    const { environments, count, numbersSaid, isSilent } = this.#facts();
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(printable(agentName(this.#agent)), count === 0 ? None : Collapsed);
    item.id = this.id;
    item.contextValue = count === 0 ? 'agent' : 'agent.numbers';
    item.description = [versionsInWords(environments), numbersSaid].filter((fact) => fact !== '').join(' · ');
    item.iconPath = isSilent
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon('robot');
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { l10n } = vscode;
    const { environments, production, numbersSaid, isSilent } = this.#facts();
    return plainTooltip([
      [l10n.t('Agent'), printable(agentName(this.#agent))],
      [l10n.t('In production'), environments === undefined ? '' : production || l10n.t('no version')],
      [
        l10n.t('In staging'),
        environments === undefined ? '' : (versionOf(environments, 'staging') ?? l10n.t('no version')),
      ],
      [l10n.t('Numbers'), numbersSaid],
      [l10n.t('Warning'), isSilent ? l10n.t('No version is published to production: calls may not be answered.') : ''],
      [l10n.t('Updated'), shortDate(this.#agent.updated_at)],
      [l10n.t('ID'), printable(this.agentId)],
    ]);
  }

  override async children(): Promise<TreeNode[]> {
    const { agents, personas } = this.#session;
    if (agents.detailsOf(this.agentId).numbers === undefined) await agents.look(this.agentId);
    const { numbers, error } = agents.detailsOf(this.agentId);
    const failed = error === undefined ? [] : [new DetailsErrorNode(this, agents, this.agentId, error)];
    if (numbers === undefined) return failed;
    if (numbers.numbers === null) return [...failed, new UnknownNumbersNode(this)];
    const named = { type: 'agent', id: this.agentId, name: agentName(this.#agent) } as const;
    const rows = numbers.numbers.map(({ number, environment }) => {
      const label = personas.numbers.items.find((one) => one.phone_number === number)?.label ?? null;
      const routed: RoutedNumber = { number, label, owner: { ...named, environment }, settings: null };
      return new NumberNode(this, this.connectionId, routed);
    });
    return [...failed, ...rows];
  }

  /** What is known of the agent; `isSilent`: it has numbers, but no version in production to answer them. */
  #facts() {
    const { environments, numbers } = this.#session.agents.detailsOf(this.agentId);
    const count = numbers?.numbers?.length;
    const production = environments === undefined ? '' : (versionOf(environments, 'production') ?? '');
    const numbersSaid = count === undefined ? '' : countInWords(count);
    const isSilent = environments !== undefined && production === '' && count !== undefined && count > 0;
    return { environments, count, production, numbersSaid, isSilent };
  }
}
