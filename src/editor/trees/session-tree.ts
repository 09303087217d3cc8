import type * as vscode from 'vscode';
import { Emitter } from '../../shared/event.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { ContextKey } from '../context-key.ts';
import { isMasked, onDidChangeMasked } from '../masking.ts';
import { maskItem } from '../privacy.ts';
import type { Services } from '../services.ts';
import type { TreeNode } from './node.ts';
import { Place } from './place.ts';
import type { TreeModel } from './register-tree.ts';

interface Disposable {
  dispose(): void;
}

/** States of every such view: it loads, no connection is set up, or none is chosen. */
type CommonState = 'loading' | 'none' | 'choose';

/** Rows about the active connection: its session loads when the view is looked at, and its changes redraw the view. */
export abstract class SessionTree<State extends string> implements TreeModel {
  protected readonly services: Services;
  readonly #changed = new Emitter<TreeNode | undefined>();
  readonly onDidChange = this.#changed.event;
  readonly #state: ContextKey<State | CommonState>;
  readonly #view: vscode.TreeView<TreeNode>;
  /** Where the person is in the rows of each session: the editor forgets it with the rows. */
  readonly #places = new WeakMap<Session, Place>();
  /** The rows of this session are about to be shown in place of another's. */
  #isSwitching = false;
  #session: Session | undefined;
  #subscriptions: readonly Disposable[] = [];

  /** @param stateKey the context key that the view's welcome texts read */
  constructor(services: Services, stateKey: `callTriage.${string}`, view: vscode.TreeView<TreeNode>) {
    this.services = services;
    this.#state = new ContextKey(stateKey);
    this.#view = view;
    services.context.subscriptions.push(
      onDidChangeMasked(() => this.redraw()),
      view.onDidCollapseElement(({ element }) => this.#place?.keep(element, false)),
      view.onDidChangeSelection(() => this.#keepSelection()),
    );
    services.connections.onDidChange(({ connectionId }) => {
      if (connectionId !== null) return;
      this.#keepSelection();
      this.redraw();
    });
  }

  /** The session that is shown. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Draws a row and those below it again, all without a node. Nothing is asked of the service. */
  redraw(node?: TreeNode): void {
    this.#changed.fire(node);
  }

  async children(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) {
      // Asked for when a row is open. The editor's own event is lost while it draws the rows anew.
      this.#place?.keep(node, true);
      return node.children();
    }
    const rows = await this.#rows();
    if (this.#isSwitching) this.#restoreSelection();
    return rows;
  }

  /** Heard by its label and description: a tooltip would take their place. */
  item(node: TreeNode): vscode.TreeItem {
    const item = node.item();
    this.#place?.apply(item, node);
    const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
    const heard = typeof item.description === 'string' && item.description !== '' ? [label, item.description] : [label];
    item.accessibilityInformation ??= { label: heard.join(', ') };
    return isMasked() ? maskItem(item) : item;
  }

  async find(..._ids: readonly string[]): Promise<TreeNode | undefined> {
    return undefined;
  }

  /** Begins to show a session. @returns what to let go of when another one is shown */
  protected abstract follow(session: Session): readonly Disposable[];

  /** True once there is something to show without a request, an error included. */
  protected abstract isLoaded(session: Session): boolean;

  protected abstract load(session: Session): Promise<void>;

  /** Returns the view's next state. */
  protected abstract stateOf(session: Session): State;

  /** The rows of the view, of what is loaded. */
  protected abstract rows(session: Session | undefined): TreeNode[];

  async #rows(): Promise<TreeNode[]> {
    const session = this.#attend();
    if (session !== undefined && !this.isLoaded(session)) {
      this.#state.set('loading');
      await this.load(session);
      // While it loaded the user may have gone to another connection.
      if (session !== this.#attend()) return this.#rows();
    }
    this.#state.set(session === undefined ? this.#absence() : this.stateOf(session));
    return this.rows(session);
  }

  get #place(): Place | undefined {
    const session = this.#session;
    if (session === undefined) return undefined;
    const place = this.#places.get(session) ?? new Place();
    this.#places.set(session, place);
    return place;
  }

  #keepSelection(): void {
    const place = this.#place;
    const [selected] = this.#view.selection;
    // Without rows, or with another session's, nothing can be said.
    if (place !== undefined && selected !== undefined && !this.#isSwitching) place.selected = selected;
  }

  #restoreSelection(): void {
    this.#isSwitching = false;
    const selected = this.#place?.visible;
    // Revealing a row would open a view that is closed. A row that is gone by now cannot be revealed.
    if (selected === undefined || !this.#view.visible) return;
    this.#view.reveal(selected, { select: true, focus: false }).then(undefined, () => undefined);
  }

  #absence(): CommonState {
    return this.services.connections.read().connections.length > 0 ? 'choose' : 'none';
  }

  #attend(): Session | undefined {
    const session = this.services.connections.active === undefined ? undefined : this.services.session();
    if (session === this.#session) return session;
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#session = session;
    this.#isSwitching = true;
    this.#subscriptions = session === undefined ? [] : this.follow(session);
    return session;
  }
}
