import { entryKinds, type EntryKind, textFields, type TextField } from '../../src/shared/issue-view.ts';
import type { IssueHost } from './host.ts';

/** Which entries of the activity are shown; null for all. */
export interface EntryFilter {
  readonly kind: EntryKind | null;
  readonly author: string | null;
}

interface SavedValue {
  readonly filter: EntryFilter;
  /** Texts whose editor is open. */
  readonly editing: readonly TextField[];
  /** The text in which the person was writing. */
  readonly writing: TextField | 'comment' | null;
}

const nothing: SavedValue = { filter: { kind: null, author: null }, editing: [], writing: null };

/** What the editor keeps of the page while it is hidden or the window is reloaded. Texts are not in it: the host keeps those. */
export class SavedPage {
  readonly #host: Pick<IssueHost, 'getState' | 'setState'>;
  readonly #panel: string | undefined;
  #value: SavedValue;

  /** @param panel text that identifies the panel to the host, kept unread */
  constructor(host: Pick<IssueHost, 'getState' | 'setState'>, panel: string | undefined) {
    this.#host = host;
    const state = host.getState();
    this.#panel = panel ?? textIn(state, 'panel');
    this.#value = read(state);
    this.#store();
  }

  get value(): SavedValue {
    return this.#value;
  }

  keep(change: Partial<SavedValue>): void {
    this.#value = { ...this.#value, ...change };
    this.#store();
  }

  #store(): void {
    this.#host.setState({ ...this.#value, panel: this.#panel });
  }
}

function textIn(state: unknown, name: string): string | undefined {
  const value: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function read(state: unknown): SavedValue {
  if (typeof state !== 'object' || state === null) return nothing;
  const filter: unknown = Reflect.get(state, 'filter');
  const editing: unknown = Reflect.get(state, 'editing');
  const writing = textIn(state, 'writing');
  return {
    filter: {
      kind: entryKinds.find((kind) => kind === textIn(filter, 'kind')) ?? null,
      author: textIn(filter, 'author') ?? null,
    },
    editing: textFields.filter((field) => Array.isArray(editing) && editing.includes(field)),
    writing: writing === 'comment' ? writing : (textFields.find((field) => field === writing) ?? null),
  };
}
