import { type Draft, isEmptyDraft, maxDrafts } from '../../../src/shared/transcript.ts';
import type { Host } from '../host.ts';

/** Where the reader was: the first row below the header, and how far its top is from the header's lower edge, in px. */
export interface Anchor {
  readonly index: number;
  readonly offset: number;
}

/** Which flags are listed. */
export interface Listed {
  readonly type: string | null;
  readonly author: string | null;
}

export interface Remembered {
  /** The call or conversation that the rest is about. */
  readonly subject: string | null;
  readonly selected: number | null;
  readonly anchor: Anchor | null;
  /** The row whose composer is open. */
  readonly composing: number | null;
  /** The flag that it edits; null for a new one. */
  readonly editing: string | null;
  /** Every fact about the call is shown above it. */
  readonly detailed: boolean;
  /** The only flag type and the only author that the list of flags has; null for all. */
  readonly listed: Listed;
  /** The list of flags is asked for where it does not stand beside the transcript. */
  readonly listing: boolean;
  /** The corrected transcript shows messages without a correction as well. */
  readonly allCorrected: boolean;
  /** Where the recording stands, in seconds; null at its beginning. */
  readonly heard: number | null;
}

const everyFlag: Listed = { type: null, author: null };

const nothing: Remembered = {
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

function readListed(value: unknown): Listed {
  if (typeof value !== 'object' || value === null) return everyFlag;
  const text = (name: string): string | null => {
    const one = field(value, name);
    return typeof one === 'string' ? one : null;
  };
  return { type: text('type'), author: text('author') };
}

function read(state: unknown): Remembered {
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
 * What the page keeps. Place and selection are in the editor's own webview state, which survives hiding and most
 * reloads; beside them stands `panel`, the text the host put on the body as `data-panel`, so that the host can tell from
 * the same state which call a restored panel shows. Drafts are somebody's words: the host has every change of them at
 * once and keeps them on disk.
 */
export class Memory {
  readonly #host: Host;
  #panel: string | undefined;
  #value: Remembered;
  #drafts: readonly Draft[] = [];
  /** The call whose drafts these are: after that the page's own are newer than the host's. */
  #draftsOf: string | undefined;

  constructor(host: Host, panel: string | undefined) {
    this.#host = host;
    this.#panel = panel;
    this.#value = read(host.getState());
    this.#write();
  }

  get value(): Remembered {
    return this.#value;
  }

  /** Forgets everything that belongs to another call, and takes the drafts that the host has kept of this one. */
  enter(subject: string, drafts: readonly Draft[]): void {
    if (this.#draftsOf !== subject) this.#drafts = drafts;
    this.#draftsOf = subject;
    if (this.#value.subject === subject) return;
    this.#value = { ...nothing, subject };
    this.#write();
  }

  /** The host knows the panel by this from now on. Drafts belong to what it was before; the next view brings those there are. */
  belongTo(panel: string): void {
    if (panel === this.#panel) return;
    this.#panel = panel;
    this.#drafts = [];
    this.#draftsOf = undefined;
    this.#write();
  }

  update(change: Partial<Remembered>): void {
    this.#value = { ...this.#value, ...change };
    this.#write();
  }

  /** What is being written on a row: as a new flag or comment, or over the flag with this id. */
  draft(index: number, edits?: string): Draft | undefined {
    return this.#drafts.find((draft) => draft.index === index && draft.edits === edits);
  }

  /** A draft on a row that is not open. */
  closedDraft(row: number): Draft | undefined {
    const { composing, editing } = this.#value;
    return this.#drafts.find(
      ({ index, edits }) => index === row && !(composing === row && (edits ?? null) === editing),
    );
  }

  /** Keeps a draft in place of the earlier one; an empty draft only removes that. */
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
