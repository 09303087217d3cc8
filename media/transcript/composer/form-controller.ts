import type { Draft, FlagTypeChoice } from '../../../src/shared/transcript.ts';
import type { Announcer } from '../../ui/announcer.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import type { Post } from '../host.ts';
import type { Model, Placed } from '../model.ts';
import { partBelow } from '../rows/row.ts';
import type { Rows } from '../rows/rows.ts';
import type { Selection } from '../rows/selection.ts';
import type { SavedState } from '../saved-state.ts';
import { type Forms, withForms } from './load-forms.ts';
import type { NoteForm } from './note-form.ts';

export interface FormControllerParts {
  readonly model: Model;
  readonly rows: Rows;
  readonly selection: Selection;
  readonly saved: SavedState;
  readonly announcer: Announcer;
  readonly post: Post;
}

/** Names a row in the label of its form: `0:16, Agent`. */
export function rowTitle({ row, time }: Placed): string {
  return [time, oneLine(row.speaker, 60)].filter((part) => part !== '').join(', ');
}

/** Opens and closes the one form of the page, and keeps its draft. Subclasses make the form. */
export abstract class FormController<F extends NoteForm> {
  protected readonly parts: FormControllerParts;
  #form: F | undefined;
  /** The row had a draft before the form opened on it. */
  #hadDraft = false;

  constructor(parts: FormControllerParts) {
    this.parts = parts;
  }

  /** Announces that there is no issue to compose for, or has one chosen. @param draft the first content of the form */
  protected abstract onMissingIssue(index: number, quote: string | null, draft?: Draft): void;

  /** The form is for all selected rows. */
  protected readonly takesSeveral: boolean = false;

  /** Makes the form for a row. @param quote added to it once */
  protected abstract make(
    forms: Forms,
    placed: Placed,
    draft: Draft | undefined,
    quote: string | null,
    edits?: string,
  ): F;

  /** The quote for a row without a draft. @param selected text that is selected in it */
  protected quoteFor(_placed: Placed, selected: string | null): string | null {
    return selected;
  }

  protected get form(): F | undefined {
    return this.#form;
  }

  /** Only flags have types. */
  showTypes(_types: readonly FlagTypeChoice[], _loading: boolean): void {}

  /** Only flags name a node. */
  showNode(): void {}

  /** Opens the form under the row with this index, quoting what is selected in it, or says why it cannot. */
  open(index: number, selected: string | null, focus = true, edits?: string): void {
    withForms((forms) => this.#open(forms, index, selected, focus, edits));
  }

  #open(forms: Forms, index: number, selected: string | null, focus: boolean, edits: string | undefined): void {
    const { model, selection, announcer, saved, rows } = this.parts;
    // The page may show another transcript meanwhile.
    if (!rows.list.element.isConnected) return;
    if (!model.view.canFlag && edits === undefined) {
      this.onMissingIssue(index, selected);
      return;
    }
    const position = model.positionOf(index);
    const placed = position === undefined ? undefined : model.placed[position];
    const row = position === undefined ? undefined : rows.list.at(position);
    if (position === undefined || placed === undefined || row === undefined) {
      announcer.say(t('Message not found.'), 'warning');
      return;
    }
    if (this.takesSeveral && edits === undefined && selection.chosen.includes(position)) selection.activate(position);
    else selection.select(position);
    if (this.#form?.index === index && this.#form.edits === edits) {
      if (selected !== null) this.#form.addQuote(this.quoteFor(placed, selected) ?? selected);
    } else {
      this.#remove();
      const draft = saved.draft(index, edits);
      this.#hadDraft = draft !== undefined;
      const quote = draft !== undefined && selected === null ? null : this.quoteFor(placed, selected);
      this.#form = this.make(forms, placed, draft, quote, edits);
      partBelow(row).append(this.#form.element);
      saved.update({ composing: index, editing: edits ?? null });
      if (quote !== null) saved.keepDraft(this.#form.draft);
      rows.redraw(index);
    }
    if (focus) this.#form.focus();
    this.#form.element.scrollIntoView({ block: 'nearest' });
    row.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }

  /**
   * Opens the form with this content, unless the row has a draft.
   *
   * @param isDraft whether the content is kept as a draft even if it is not changed
   */
  openWith(draft: Draft, isDraft = draft.edits === undefined): void {
    withForms((forms) => {
      const { saved } = this.parts;
      const { index, edits } = draft;
      if (!this.parts.model.view.canFlag && edits === undefined) {
        this.onMissingIssue(index, null, draft);
        return;
      }
      const isNew = saved.draft(index, edits) === undefined;
      if (isNew) saved.keepDraft(draft);
      this.#open(forms, index, null, true, edits);
      if (isNew && !isDraft && this.#form?.index === index && this.#form.edits === edits) this.#hadDraft = false;
    });
  }

  /** Opens the form on the draft of this row, if it has one. */
  openDraft(index: number): void {
    const draft = this.parts.saved.closedDraft(index);
    if (draft !== undefined) this.open(index, null, true, draft.edits);
  }

  /** Closes the form, discards its draft, and focuses the row. */
  discard(): void {
    if (this.#form === undefined) return;
    this.finish(this.#form.index);
    this.parts.announcer.say(t('Draft discarded.'));
  }

  /** Closes the form and focuses the row; the draft is kept. Returns whether a form was open. */
  close(): boolean {
    const form = this.#form;
    if (form === undefined) return false;
    const hadFocus = form.element.contains(document.activeElement);
    const kept = this.#remove();
    const position = this.parts.model.positionOf(form.index);
    if (hadFocus && position !== undefined) this.parts.selection.select(position, { focus: true });
    if (kept) this.parts.announcer.say(t('Draft saved.'));
    return true;
  }

  typeAt(caret: number): void {
    this.#form?.typeAt(caret);
  }

  /** Closes the form, drops its draft, and focuses the row. */
  protected finish(index: number): void {
    const { model, selection, saved, rows } = this.parts;
    saved.dropDraft(index, this.#form?.edits);
    this.#hadDraft = false;
    this.#form?.element.remove();
    this.#form = undefined;
    saved.update({ composing: null, editing: null });
    rows.redraw(index);
    selection.select(model.positionOf(index) ?? 0, { focus: true, scroll: 'nearest' });
  }

  /** Removes the form. Returns whether a draft of it is kept. */
  #remove(): boolean {
    const form = this.#form;
    if (form === undefined) return false;
    const { saved, rows } = this.parts;
    if (!form.touched && !this.#hadDraft) saved.dropDraft(form.index, form.edits);
    this.#form = undefined;
    form.element.remove();
    saved.update({ composing: null, editing: null });
    rows.redraw(form.index);
    return saved.draft(form.index, form.edits) !== undefined;
  }
}
