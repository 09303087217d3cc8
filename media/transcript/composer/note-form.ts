import { type Draft, isEmptyDraft } from '../../../src/shared/transcript.ts';
import { closest, button, el, icon } from '../../ui/dom.ts';
import { isEditing, isUnmodified, isSave, isText, isTyping, saveKeys, saveShortcut } from '../../ui/key-events.ts';
import { t } from '../../ui/l10n.ts';
import { fieldContext } from '../menu-context.ts';
import { NoteField, type NoteWords } from './note-field.ts';

export interface NoteFormEvents {
  /** Something was chosen or typed. */
  readonly changed: (draft: Draft) => void;
  readonly close: () => boolean;
  readonly discard: () => void;
}

export interface NoteFormOptions {
  readonly index: number;
  /** The accessible name of the form. */
  readonly label: string;
  readonly draft: Draft | undefined;
  /** The flag that is edited; undefined for something new. */
  readonly edits?: string | undefined;
  readonly quote: string | null;
}

/** A button that shows its keys. */
export function keyButton(
  words: string,
  kind: string,
  keys: { readonly shortcut: string; readonly written: string },
  click: () => void,
): HTMLButtonElement {
  return button(
    { class: kind, 'aria-keyshortcuts': keys.shortcut, title: `${words} (${keys.written})`, click },
    el('span', { text: words }),
    el('span', { class: 'keys', 'aria-hidden': 'true', text: keys.written }),
  );
}

/** A form under a row: a note, a problem with it, and the keys that save and close. Subclasses add what they create. */
export abstract class NoteForm {
  readonly element: HTMLElement;
  readonly index: number;
  readonly edits: string | undefined;
  protected readonly note: NoteField;
  protected readonly saveButton: HTMLButtonElement;
  protected readonly discardButton: HTMLButtonElement;
  readonly #events: NoteFormEvents;
  readonly #problem = el('p', { class: 'composer-problem', role: 'alert' });
  #touched = false;

  constructor({ index, label, edits }: NoteFormOptions, events: NoteFormEvents, saveWords: string, words?: NoteWords) {
    this.index = index;
    this.edits = edits;
    this.#events = events;
    this.note = new NoteField(() => this.changed(), words);
    const saving = { shortcut: saveShortcut(false), written: saveKeys(false) };
    this.saveButton = keyButton(saveWords, 'button', saving, () => this.save(false));
    this.discardButton = button({
      class: 'button secondary',
      text: t('Discard Draft'),
      click: () => events.discard(),
    });
    this.element = el('div', {
      class: 'composer',
      role: 'group',
      'aria-label': label,
      // A click beside the fields focuses the form, not the row.
      tabindex: '-1',
      'data-vscode-context': fieldContext(),
    });
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    for (const type of ['keyup', 'keypress'] as const) {
      this.element.addEventListener(type, (event) => {
        if (isTyping(event)) event.stopPropagation();
      });
    }
  }

  abstract readonly draft: Draft;
  abstract focus(): void;
  protected abstract save(next: boolean): void;

  /** Handles a character that was typed outside of the fields. Returns whether it was used; else the note gets it. */
  protected handleCharacter(_event: KeyboardEvent): boolean {
    return false;
  }

  get touched(): boolean {
    return this.#touched;
  }

  addQuote(quote: string): void {
    this.note.addQuote(quote);
    this.changed();
  }

  typeAt(caret: number): void {
    this.note.focus(caret);
  }

  /** Fills the form: what stands above the note, before the buttons, further buttons, and what stands last. */
  protected fill(
    { draft, quote }: NoteFormOptions,
    above: readonly HTMLElement[],
    before: readonly HTMLElement[] = [],
    more: readonly HTMLElement[] = [],
    below: readonly HTMLElement[] = [],
  ): void {
    const closing = { shortcut: 'Escape', written: t('Esc') };
    const close = keyButton(t('Close'), 'button secondary', closing, () => this.#events.close());
    const actions = el(
      'div',
      { class: 'composer-actions' },
      ...before,
      this.saveButton,
      ...more,
      this.discardButton,
      close,
      this.note.count,
    );
    this.element.append(...above, this.note.element, this.#problem, actions, ...below);
    if (draft !== undefined) this.note.value = draft.note;
    if (quote !== null) this.note.addQuote(quote);
    this.#draw();
  }

  protected changed(): void {
    this.#touched = true;
    this.#problem.textContent = '';
    this.#draw();
    this.#events.changed(this.draft);
  }

  #draw(): void {
    this.discardButton.disabled = isEmptyDraft(this.draft);
  }

  /** Shows why it cannot be saved. */
  protected refuse(sentence: string): void {
    this.#problem.replaceChildren(icon('warning'), el('span', { text: sentence }));
    this.focus();
    document.activeElement?.scrollIntoView({ block: 'nearest' });
  }

  /** Keys typed here reach neither the transcript nor the editor; chords do, unless they edit the field's text. */
  #pressed(event: KeyboardEvent): void {
    const isInField = closest(event.target, 'input, textarea') !== null;
    if (isTyping(event) || (isInField && isEditing(event))) event.stopPropagation();
    if (isSave(event)) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) this.save(event.shiftKey);
      return;
    }
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape' && isUnmodified(event)) {
      event.preventDefault();
      this.#events.close();
      return;
    }
    if (isInField || !isText(event)) return;
    // Space presses a focused button; any other character goes to the note.
    if (event.key === ' ' && closest(event.target, 'button') !== null) return;
    if (!this.handleCharacter(event)) this.note.focus();
  }
}
