import type { Draft, FlagTypeChoice } from '../../../src/shared/transcript.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';
import { type Forms, withForms } from './late-forms.ts';
import type { Live } from '../rows/live.ts';
import type { Memory } from '../rows/memory.ts';
import type { Model, Placed } from '../rows/model.ts';
import { underOf } from '../rows/row.ts';
import type { Rows } from '../rows/rows.ts';
import type { Selection } from '../rows/selection.ts';
import { oneLine } from '../rows/text.ts';

/** What a composer under a row is to the page, whatever it composes. */
export interface Form {
  readonly element: HTMLElement;
  readonly index: number;
  /** The flag that is edited; undefined for something new. */
  readonly edits: string | undefined;
  /** Whether anything was chosen or typed since it opened; a quote put in for the reader does not count. */
  readonly touched: boolean;
  readonly draft: Draft;
  addQuote(quote: string): void;
  focus(): void;
  /** Puts the keyboard into the text, at this place. */
  typeAt(caret: number): void;
}

export interface ComposingParts {
  readonly model: Model;
  readonly rows: Rows;
  readonly selection: Selection;
  readonly memory: Memory;
  readonly live: Live;
  readonly post: Post;
}

/** A row's words for the label of its composer: `0:16, Agent`. */
export function whereOf({ row, time }: Placed): string {
  return [time, oneLine(row.speaker, 60)].filter((part) => part !== '').join(', ');
}

/** Opens, keeps and closes the one composer of the page. What it composes is the matter of the classes made of it. */
export abstract class Composing<F extends Form> {
  protected readonly parts: ComposingParts;
  #form: F | undefined;
  /** The row had a draft before the composer opened on it. */
  #hadDraft = false;

  constructor(parts: ComposingParts) {
    this.parts = parts;
  }

  /** There is no issue to put anything on: says so, or has one chosen. `draft` is what it is to begin with. */
  protected abstract withoutIssue(index: number, quote: string | null, draft?: Draft): void;

  /** Whether what is composed can be for all selected rows. */
  protected readonly takesSeveral: boolean = false;

  /** Makes the form for a row; `quote` is what to quote in it, once. */
  protected abstract make(
    forms: Forms,
    placed: Placed,
    draft: Draft | undefined,
    quote: string | null,
    edits?: string,
  ): F;

  /** What to quote when the composer opens on a row without a draft and nothing is selected in it. */
  protected quoteFor(_placed: Placed, selected: string | null): string | null {
    return selected;
  }

  protected get form(): F | undefined {
    return this.#form;
  }

  /** There are other flag types; only flags have any. */
  showTypes(_types: readonly FlagTypeChoice[], _loading: boolean): void {}

  /** What the agent was doing has become known; only flags name a node. */
  showNode(): void {}

  /** Opens the composer under the row with this index, quoting what was selected in it, or says why it cannot. */
  open(index: number, selected: string | null, focus = true, edits?: string): void {
    withForms((forms) => this.#open(forms, index, selected, focus, edits));
  }

  #open(forms: Forms, index: number, selected: string | null, focus: boolean, edits: string | undefined): void {
    const { model, selection, live, memory, rows } = this.parts;
    // The page may have been drawn anew meanwhile.
    if (!rows.list.element.isConnected) return;
    if (!model.view.canFlag && edits === undefined) {
      this.withoutIssue(index, selected);
      return;
    }
    const position = model.positionOf(index);
    const placed = position === undefined ? undefined : model.placed[position];
    const row = position === undefined ? undefined : rows.list.at(position);
    if (position === undefined || placed === undefined || row === undefined) {
      live.say(t('Message not found.'), 'warning');
      return;
    }
    if (this.takesSeveral && edits === undefined && selection.chosen.includes(position)) selection.activate(position);
    else selection.select(position);
    if (this.#form?.index === index && this.#form.edits === edits) {
      if (selected !== null) this.#form.addQuote(this.quoteFor(placed, selected) ?? selected);
    } else {
      this.#shut();
      const draft = memory.draft(index, edits);
      this.#hadDraft = draft !== undefined;
      const quote = draft !== undefined && selected === null ? null : this.quoteFor(placed, selected);
      this.#form = this.make(forms, placed, draft, quote, edits);
      underOf(row).append(this.#form.element);
      memory.update({ composing: index, editing: edits ?? null });
      if (quote !== null) memory.keepDraft(this.#form.draft);
      rows.redraw(index);
    }
    if (focus) this.#form.focus();
    this.#form.element.scrollIntoView({ block: 'nearest' });
    row.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }

  /**
   * Opens the composer with this in it, unless something is written there already.
   *
   * @param isDraft whether it is kept as a draft even if nothing of it is changed
   */
  openWith(draft: Draft, isDraft = draft.edits === undefined): void {
    withForms((forms) => {
      const { memory } = this.parts;
      const { index, edits } = draft;
      if (!this.parts.model.view.canFlag && edits === undefined) {
        this.withoutIssue(index, null, draft);
        return;
      }
      const isNew = memory.draft(index, edits) === undefined;
      if (isNew) memory.keepDraft(draft);
      this.#open(forms, index, null, true, edits);
      if (isNew && !isDraft && this.#form?.index === index && this.#form.edits === edits) this.#hadDraft = false;
    });
  }

  /** Opens the composer on the draft of this row, if it has one. */
  openDraft(index: number): void {
    const draft = this.parts.memory.closedDraft(index);
    if (draft !== undefined) this.open(index, null, true, draft.edits);
  }

  /** Closes the composer and gives up what was written in it; the keyboard goes back to the row. */
  discard(): void {
    if (this.#form === undefined) return;
    this.finish(this.#form.index);
    this.parts.live.say(t('Draft discarded.'));
  }

  /** Closes the composer, if one is open; what was typed is kept and said, and the keyboard goes back to the row. */
  close(): boolean {
    const form = this.#form;
    if (form === undefined) return false;
    const hadFocus = form.element.contains(document.activeElement);
    const kept = this.#shut();
    const position = this.parts.model.positionOf(form.index);
    if (hadFocus && position !== undefined) this.parts.selection.select(position, { focus: true });
    if (kept) this.parts.live.say(t('Draft saved.'));
    return true;
  }

  typeAt(caret: number): void {
    this.#form?.typeAt(caret);
  }

  /** The composer's work is done: it goes, its draft too, and the keyboard goes to the row. */
  protected finish(index: number): void {
    const { model, selection, memory, rows } = this.parts;
    memory.dropDraft(index, this.#form?.edits);
    this.#hadDraft = false;
    this.#form?.element.remove();
    this.#form = undefined;
    memory.update({ composing: null, editing: null });
    rows.redraw(index);
    selection.select(model.positionOf(index) ?? 0, { focus: true, scroll: 'nearest' });
  }

  /** Takes the composer away. Returns whether a draft of it is kept. */
  #shut(): boolean {
    const form = this.#form;
    if (form === undefined) return false;
    const { memory, rows } = this.parts;
    if (!form.touched && !this.#hadDraft) memory.dropDraft(form.index, form.edits);
    this.#form = undefined;
    form.element.remove();
    memory.update({ composing: null, editing: null });
    rows.redraw(form.index);
    return memory.draft(form.index, form.edits) !== undefined;
  }
}
