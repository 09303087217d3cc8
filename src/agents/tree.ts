import * as vscode from 'vscode';
import type { Persona } from '../api/bland/personas.ts';
import type { Services } from '../editor/services.ts';
import { failure, remainder } from '../editor/trees/list-nodes.ts';
import { listState, type ListState } from '../editor/trees/list-state.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { SessionTree } from '../editor/trees/session-tree.ts';
import type { Session } from '../triage/sessions/session.ts';
import { FreeNumbersNode } from './nodes/free-numbers-node.ts';
import { PersonaNode } from './nodes/persona-node.ts';

/** The view's id. */
const viewId = 'callTriage.personas';

/** Pages of personas that are looked through for one that shall be shown: 1,000 personas. */
const searchedPages = 20;

/** The personas of the active connection with their numbers, loaded when the view is looked at. */
export class PersonasTree extends SessionTree<ListState> {
  /** One node per persona, kept over refreshes: the view knows a row again by its node. */
  readonly #nodes = new Map<string, PersonaNode>();

  constructor(services: Services) {
    super(services, 'callTriage.personasState');
  }

  /** The row of a persona. */
  override async find(personaId: string): Promise<TreeNode | undefined> {
    if (this.session === undefined) await this.children();
    const { session } = this;
    if (session === undefined) return undefined;
    const { list } = session.personas;
    const find = (): Persona | undefined => list.items.find(({ id }) => id === personaId);
    if (!list.loaded) await list.load();
    for (
      let page = 1;
      page < searchedPages && find() === undefined && list.hasMore && list.error === undefined;
      page += 1
    )
      await list.more();
    const persona = find();
    return persona === undefined ? undefined : this.#nodeOf(session, persona);
  }

  protected override follow(session: Session) {
    this.#nodes.clear();
    return [session.personas.onDidChange(() => this.redraw())];
  }

  protected override isLoaded({ personas: { list, numbers } }: Session): boolean {
    return (list.loaded || list.error !== undefined) && (numbers.loaded || numbers.error !== undefined);
  }

  protected override load({ personas }: Session): Promise<void> {
    return personas.load();
  }

  protected override stateOf(session: Session | undefined): ListState {
    if (session === undefined) return 'none';
    const { list, numbers, free } = session.personas;
    const broken = list.broken.length + numbers.broken.length;
    return listState(list, list.items.length > 0 || free.length > 0 || broken > 0 || numbers.error !== undefined);
  }

  protected override rows(session: Session | undefined): TreeNode[] {
    if (session === undefined) return [];
    const state = this.stateOf(session);
    if (state === 'noKey' || state === 'offline') return [];
    const { personas } = session;
    const { list, numbers } = personas;
    const [what, phones] = [vscode.l10n.t('personas'), vscode.l10n.t('numbers')];
    return [
      ...failure(undefined, list, what, viewId),
      ...failure(undefined, numbers, phones, viewId),
      ...list.items.map((persona) => this.#nodeOf(session, persona)),
      ...remainder(undefined, list, what, viewId),
      ...(list.loaded && personas.free.length > 0 ? [new FreeNumbersNode(session.connection.id, personas)] : []),
      ...remainder(undefined, numbers, phones, viewId),
    ];
  }

  #nodeOf(session: Session, persona: Persona): PersonaNode {
    const node = this.#nodes.get(persona.id) ?? new PersonaNode(session.connection.id, persona);
    this.#nodes.set(persona.id, node);
    return node.update(persona);
  }
}
