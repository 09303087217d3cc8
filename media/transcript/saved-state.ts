import { type Draft, isEmptyDraft, maxDrafts } from '../../src/shared/transcript.ts';
import type { TranscriptHost } from './host.ts';

/** Scroll position: the first row below the bar, and the distance of its top from the bar's lower edge in px. */
export interface Anchor {
  readonly index: number;
  readonly offset: number;
}

/** Filter of the flag list; null for all. */
export interface ListedFlags {
  readonly type: string | null;
  readonly author: string | null;
}

export interface SavedValue {
  /** The call or conversation that the rest is about. */
  readonly subject: string | null;
  readonly selected: number | null;
  readonly anchor: Anchor | null;
  /** Index of the row whose composer is open. */
  readonly composing: number | null;
  /** ID of the flag that it edits; null for a new one. */
  readonly editing: string | null;
  /** The details of the call are expanded. */
  readonly detailed: boolean;
  readonly listed: ListedFlags;
  /** The list of flags is open in a page that is too narrow to show it beside the transcript. */
  readonly listing: boolean;
  /** The corrected transcript shows messages without a correction, too. */
  readonly allCorrected: boolean;
  /** Position in the recording in seconds; null at its beginning. */
  readonly heard: number | null;
}

const everyFlag: ListedFlags = { type: null, author: null };

const nothing: SavedValue = {
  subject: null,
  selected: null,
  anchor: null,
  composing: null,
  editing: null,
  detailed: false,
  listed: everyFlag,
  listing: false,
  allCorrected: false,
  heard: null,
};

const field = (value: object, name: string): unknown => Reflect.get(value, name);
const seconds = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
const rowIndex = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;

function readAnchor(value: unknown): Anchor | null {
  if (typeof value !== 'object' || value === null) return null;
  const index = rowIndex(field(value, 'index'));
  const offset = field(value, 'offset');
  return index === null || typeof offset !== 'number' || !Number.isFinite(offset) ? null : { index, offset };
}

function readListed(value: unknown): ListedFlags {
  if (typeof value !== 'object' || value === null) return everyFlag;
  const text = (name: string): string | null => {
    const one = field(value, name);
    return typeof one === 'string' ? one : null;
  };
  return { type: text('type'), author: text('author') };
}

function read(state: unknown): SavedValue {
  if (typeof state !== 'object' || state === null) return nothing;
  const subject = field(state, 'subject');
  const editing = field(state, 'editing');
  return {
    subject: typeof subject === 'string' ? subject : null,
    selected: rowIndex(field(state, 'selected')),
    anchor: readAnchor(field(state, 'anchor')),
    composing: rowIndex(field(state, 'composing')),
    editing: typeof editing === 'string' ? editing : null,
    detailed: field(state, 'detailed') === true,
    listing: field(state, 'listing') === true,
    allCorrected: field(state, 'allCorrected') === true,
    listed: readListed(field(state, 'listed')),
    heard: seconds(field(state, 'heard')),
  };
}

/**
 * Position, selection and drafts. All but drafts are kept in the editor's webview state, which survives hiding and most
 * reloads. `panel`, the text of the body's `data-panel`, is kept with them so that the host knows which call a restored
 * panel shows. Drafts go to the host at every change, which stores them on disk.
 */
export class SavedState {
  readonly #host: TranscriptHost;
  #panel: string | undefined;
  #value: SavedValue;
  #drafts: readonly Draft[] = [];
  /** The call of these drafts. Once it is entered, the page's drafts are newer than the host's. */
  #draftsOf: string | undefined;

  constructor(host: TranscriptHost, panel: string | undefined) {
    this.#host = host;
    this.#panel = panel;
    this.#value = read(host.getState());
    this.#write();
  }

  get value(): SavedValue {
    return this.#value;
  }

  /** Switches to a call: forgets the state of another one, and takes the host's drafts. */
  enter(subject: string, drafts: readonly Draft[]): void {
    if (this.#draftsOf !== subject) this.#drafts = drafts;
    this.#draftsOf = subject;
    if (this.#value.subject === subject) return;
    this.#value = { ...nothing, subject };
    this.#write();
  }

  /** Sets the text by which the host knows the panel. Drafts of the one before are dropped; the next view has the new ones. */
  setPanel(panel: string): void {
    if (panel === this.#panel) return;
    this.#panel = panel;
    this.#drafts = [];
    this.#draftsOf = undefined;
    this.#write();
  }

  update(change: Partial<SavedValue>): void {
    this.#value = { ...this.#value, ...change };
    this.#write();
  }

  /** The draft on a row: of a new flag or comment, or of an edit of the flag with this ID. */
  draft(index: number, edits?: string): Draft | undefined {
    return this.#drafts.find((draft) => draft.index === index && draft.edits === edits);
  }

  /** The draft on a row, unless it is open in the composer. */
  closedDraft(row: number): Draft | undefined {
    const { composing, editing } = this.#value;
    return this.#drafts.find(
      ({ index, edits }) => index === row && !(composing === row && (edits ?? null) === editing),
    );
  }

  /** Replaces the draft of the same row and flag; an empty one only removes it. */
  keepDraft(draft: Draft): void {
    const others = this.#drafts.filter(({ index, edits }) => index !== draft.index || edits !== draft.edits);
    this.#setDrafts(isEmptyDraft(draft) ? others : [...others, draft].slice(-maxDrafts));
  }

  dropDraft(index: number, edits?: string): void {
    const dropped = this.draft(index, edits);
    if (dropped !== undefined) this.#setDrafts(this.#drafts.filter((draft) => draft !== dropped));
  }

  #setDrafts(drafts: readonly Draft[]): void {
    this.#drafts = drafts;
    const panel = this.#panel === undefined ? {} : { panel: this.#panel };
    this.#host.post({ type: 'drafts', ...panel, drafts: [...drafts] });
  }

  #write(): void {
    this.#host.setState({ ...this.#value, ...(this.#panel === undefined ? {} : { panel: this.#panel }) });
  }
}
