import { maxNote } from '../../src/shared/transcript.ts';
import type { Host } from './host.ts';
import { cut } from './text.ts';

/** What was typed into a composer and not saved. */
export interface Draft {
  readonly index: number;
  /** The chosen or typed flag type; empty while there is none. */
  readonly flagType: string;
  /** The type was typed, not chosen from the catalogue. */
  readonly isNew: boolean;
  readonly note: string;
}

/** Where the reader was: the first row below the header, and how far its top is from the header's lower edge, in px. */
export interface Anchor {
  readonly index: number;
  readonly offset: number;
}

export interface Remembered {
  readonly callId: string | null;
  readonly selected: number | null;
  readonly anchor: Anchor | null;
  readonly drafts: readonly Draft[];
  /** The row whose composer is open. */
  readonly composing: number | null;
}

const nothing: Remembered = { callId: null, selected: null, anchor: null, drafts: [], composing: null };

/** Drafts beyond this are the oldest ones, and are let go. */
const maxDrafts = 20;

const field = (value: object, name: string): unknown => Reflect.get(value, name);
const rowIndex = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;

function readAnchor(value: unknown): Anchor | null {
  if (typeof value !== 'object' || value === null) return null;
  const index = rowIndex(field(value, 'index'));
  const offset = field(value, 'offset');
  return index === null || typeof offset !== 'number' || !Number.isFinite(offset) ? null : { index, offset };
}

function readDraft(value: unknown): Draft | null {
  if (typeof value !== 'object' || value === null) return null;
  const index = rowIndex(field(value, 'index'));
  const flagType = field(value, 'flagType');
  const note = field(value, 'note');
  if (index === null || typeof flagType !== 'string' || typeof note !== 'string') return null;
  return { index, flagType, isNew: field(value, 'isNew') === true, note: cut(note, maxNote) };
}

function read(state: unknown): Remembered {
  if (typeof state !== 'object' || state === null) return nothing;
  const callId = field(state, 'callId');
  const drafts = field(state, 'drafts');
  return {
    callId: typeof callId === 'string' ? callId : null,
    selected: rowIndex(field(state, 'selected')),
    anchor: readAnchor(field(state, 'anchor')),
    drafts: Array.isArray(drafts) ? drafts.map(readDraft).filter((draft) => draft !== null) : [],
    composing: rowIndex(field(state, 'composing')),
  };
}

/**
 * What the page keeps while it is hidden and over a reload of the window: place, selection and drafts, in the editor's
 * own webview state. Beside them stands `panel`, the text the host put on the body as `data-panel`, so that the host
 * can tell from the same state which call a restored panel shows.
 */
export class Memory {
  readonly #host: Host;
  readonly #panel: string | undefined;
  #value: Remembered;

  constructor(host: Host, panel: string | undefined) {
    this.#host = host;
    this.#panel = panel;
    this.#value = read(host.getState());
    this.#write();
  }

  get value(): Remembered {
    return this.#value;
  }

  /** Forgets everything that belongs to another call. */
  enter(callId: string): void {
    if (this.#value.callId === callId) return;
    this.#value = { ...nothing, callId };
    this.#write();
  }

  update(change: Partial<Remembered>): void {
    this.#value = { ...this.#value, ...change };
    this.#write();
  }

  draft(index: number): Draft | undefined {
    return this.#value.drafts.find((draft) => draft.index === index);
  }

  /** Keeps a draft in place of the row's earlier one; an empty draft only removes that. */
  keepDraft(draft: Draft): void {
    const others = this.#value.drafts.filter(({ index }) => index !== draft.index);
    const empty = draft.flagType.trim() === '' && draft.note.trim() === '';
    this.update({ drafts: empty ? others : [...others, draft].slice(-maxDrafts) });
  }

  dropDraft(index: number): void {
    this.update({ drafts: this.#value.drafts.filter((draft) => draft.index !== index) });
  }

  #write(): void {
    this.#host.setState({ ...this.#value, ...(this.#panel === undefined ? {} : { panel: this.#panel }) });
  }
}
