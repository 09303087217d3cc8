import * as vscode from 'vscode';
import type { Agent } from '../api/bland/agents.ts';
import type { Persona } from '../api/bland/personas.ts';
import type { Services } from '../editor/services.ts';
import { failure, remainder } from '../editor/trees/list-nodes.ts';
import { listState, type ListState } from '../editor/trees/list-state.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { SessionTree } from '../editor/trees/session-tree.ts';
import type { Session } from '../triage/sessions/session.ts';
import { AgentNode } from './nodes/agent-node.ts';
import { CutListNode, ReadingNode } from './nodes/agent-state-nodes.ts';
import { NumberGroupNode } from './nodes/number-group-node.ts';
import { PersonaNode } from './nodes/persona-node.ts';

/** The view's id. */
const viewId = 'callTriage.personas';

/** Pages of personas that are looked through for one that shall be shown: 1,000 personas. */
const searchedPages = 20;

/** Up to so many agents, their versions and numbers are read before the first row is shown, so that no row moves. */
const readAtFirst = 24;

/** The agents and personas of the active connection with their numbers, loaded when the view is looked at. */
export class AgentsTree extends SessionTree<ListState> {
  /** One node per agent and persona, kept over refreshes: the view knows a row again by its node. */
  readonly #agentNodes = new Map<string, AgentNode>();
  readonly #personaNodes = new Map<string, PersonaNode>();

  constructor(services: Services, view: vscode.TreeView<TreeNode>) {
    super(services, 'callTriage.personasState', view);
  }

  /** The row of an agent, also by the persona that carries its numbers, or of a persona. */
  override async find(id: string): Promise<TreeNode | undefined> {
    if (this.session === undefined) await this.children();
    const { session } = this;
    if (session === undefined) return undefined;
    const { agents, personas } = session;
    await Promise.all([agents.load(), personas.load()]);
    const agent = agents.list.items.find((one) => one.id === id);
    if (agent !== undefined) return this.#nodeOfAgent(session, agent);
    const behind = await agents.behind(id);
    if (behind !== undefined) return this.find(behind.id);
    const { list } = personas;
    const find = (): Persona | undefined => list.items.find((one) => one.id === id);
    for (
      let page = 1;
      page < searchedPages && find() === undefined && list.hasMore && list.error === undefined;
      page += 1
    )
      await list.more();
    const persona = find();
    return persona === undefined ? undefined : this.#nodeOfPersona(session, persona);
  }

  protected override follow(session: Session) {
    this.#agentNodes.clear();
    this.#personaNodes.clear();
    return [session.personas.onDidChange(() => this.redraw()), session.agents.onDidChange(() => this.redraw())];
  }

  protected override isLoaded({ agents, personas: { list, numbers } }: Session): boolean {
    return [agents.list, list, numbers].every(({ isSettled }) => isSettled);
  }

  protected override async load({ agents, personas }: Session): Promise<void> {
    await Promise.all([agents.load(), personas.load()]);
    const reading = agents.resolve();
    if (agents.list.items.length <= readAtFirst) await reading;
  }

  protected override stateOf(session: Session): ListState {
    const { agents, personas } = session;
    const lists = [agents.list, personas.list, personas.numbers];
    const first = lists.find(({ loaded }) => loaded) ?? agents.list;
    const hasRows = lists.some((list) => list.items.length > 0 || list.broken.length > 0 || list.error !== undefined);
    return listState(first, hasRows);
  }

  protected override rows(session: Session | undefined): TreeNode[] {
    if (session === undefined) return [];
    const state = this.stateOf(session);
    if (state === 'noKey' || state === 'offline') return [];
    const { agents, personas } = session;
    const { list, numbers } = personas;
    const { l10n } = vscode;
    const [agentsSaid, personasSaid, numbersSaid] = [l10n.t('agents'), l10n.t('personas'), l10n.t('numbers')];
    return [
      ...failure(undefined, agents.list, agentsSaid, viewId),
      ...failure(undefined, list, personasSaid, viewId),
      ...failure(undefined, numbers, numbersSaid, viewId),
      ...agents.list.items.map((agent) => this.#nodeOfAgent(session, agent)),
      ...remainder(undefined, agents.list, agentsSaid, viewId),
      ...(agents.mayBeCut ? [new CutListNode(agents.list.items.length)] : []),
      ...(agents.isResolved ? this.#personaRows(session) : []),
      ...remainder(undefined, list, personasSaid, viewId),
      ...(agents.isResolved ? this.#numberGroups(session) : [new ReadingNode()]),
      ...remainder(undefined, numbers, numbersSaid, viewId),
    ];
  }

  /** The personas that a person has made: those that carry the numbers of agents are not shown. */
  #personaRows(session: Session): TreeNode[] {
    const { agents, personas } = session;
    const hidden = new Set(agents.named.map(({ personaId }) => personaId));
    const shown = personas.list.items.filter(({ id }) => !hidden.has(id));
    return shown.map((persona) => this.#nodeOfPersona(session, persona));
  }

  /** The numbers that no agent or persona answers. Without either list, every number would seem to be one. */
  #numberGroups({ agents, connection, personas }: Session): TreeNode[] {
    const { list } = personas;
    if (!list.loaded && !agents.list.loaded) return [];
    const routing = [...personas.routing(agents.named).values()];
    const isComplete = agents.isComplete && list.loaded && !list.hasMore;
    return (['pathway', 'unassigned'] as const).flatMap((group) => {
      const own = routing.filter(({ owner }) => (group === 'pathway' ? owner?.type === group : owner === null));
      return own.length === 0 ? [] : [new NumberGroupNode(group, connection.id, own, isComplete)];
    });
  }

  #nodeOfAgent(session: Session, agent: Agent): AgentNode {
    const node = this.#agentNodes.get(agent.id) ?? new AgentNode(session, agent);
    this.#agentNodes.set(agent.id, node);
    return node.update(agent);
  }

  #nodeOfPersona(session: Session, persona: Persona): PersonaNode {
    const node = this.#personaNodes.get(persona.id) ?? new PersonaNode(session.connection.id, persona);
    this.#personaNodes.set(persona.id, node);
    return node.update(persona);
  }
}
