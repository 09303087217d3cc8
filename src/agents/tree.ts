import * as vscode from 'vscode';
import type { Persona } from '../api/bland/personas.ts';
import { ContextKey } from '../editor/context-key.ts';
import { onDidChangeMasked } from '../editor/masking.ts';
import type { Services } from '../editor/services.ts';
import { FollowedSession } from '../editor/trees/followed-session.ts';
import { failure, remainder } from '../editor/trees/list-nodes.ts';
import { listState, type ListState } from '../editor/trees/list-state.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { Emitter } from '../shared/event.ts';
import type { PersonaStore } from '../triage/numbers/personas.ts';
import type { Session } from '../triage/sessions/session.ts';
import { FreeNumbersNode } from './nodes/free-numbers-node.ts';
import { PersonaNode } from './nodes/persona-node.ts';

/** The view's id. */
const viewId = 'callTriage.personas';

/** Pages of personas that are looked through for one that shall be shown: 1,000 personas. */
const searchedPages = 20;

/** The personas of the active connection with their numbers, loaded when the view is looked at. */
export class PersonasTree {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #state = new ContextKey<ListState>('callTriage.personasState');
  /** One node per persona, kept over refreshes: the view knows a row again by its node. */
  readonly #nodes = new Map<string, PersonaNode>();
  readonly #followed: FollowedSession;

  constructor(services: Services) {
    const changed = (): void => this.#changed.fire();
    services.context.subscriptions.push(onDidChangeMasked(changed));
    this.#followed = new FollowedSession(services, changed, (session) => {
      this.#nodes.clear();
      return [session.personas.onDidChange(changed)];
    });
  }

  async children(): Promise<TreeNode[]> {
    const session = this.#followed.get();
    if (session === undefined) {
      this.#state.set('none');
      return [];
    }
    const { personas } = session;
    const { list, numbers } = personas;
    if (!(list.loaded || list.error !== undefined) || !(numbers.loaded || numbers.error !== undefined)) {
      this.#state.set('loading');
      await personas.load();
      // While it loaded the user may have gone to another connection.
      if (session !== this.#followed.get()) return this.children();
    }
    const state = stateOf(personas);
    this.#state.set(state);
    if (state === 'noKey' || state === 'offline') return [];
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

  /** The row of a persona, loading pages until it is there; undefined when it is not among them. */
  async rowOf(personaId: string): Promise<TreeNode | undefined> {
    const session = this.#followed.get();
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

  #nodeOf(session: Session, persona: Persona): PersonaNode {
    const node = this.#nodes.get(persona.id) ?? new PersonaNode(session.connection.id, persona);
    this.#nodes.set(persona.id, node);
    return node.update(persona);
  }
}

function stateOf({ list, numbers, free }: PersonaStore): ListState {
  const broken = list.broken.length + numbers.broken.length;
  const hasRows = list.items.length > 0 || free.length > 0 || broken > 0 || numbers.error !== undefined;
  return listState(list, hasRows);
}
