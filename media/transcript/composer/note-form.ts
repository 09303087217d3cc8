import { type Draft, isEmptyDraft } from '../../../src/shared/transcript.ts';
import type { Form } from './composing.ts';
import { fieldContext } from '../context.ts';
import { around, button, el, icon } from '../dom.ts';
import { isPlain, isSave, isText, isTyping, saveKeys, saveShortcut } from '../keys.ts';
import { t } from '../l10n.ts';
import { NoteField, type NoteWords } from './note.ts';

export interface NoteFormEvents {
  /** Something was chosen or typed. */
  readonly changed: (draft: Draft) => void;
  readonly close: () => boolean;
  /** What was written is given up. */
  readonly discard: () => void;
}

export interface NoteFormOptions {
  readonly index: number;
  /** Names the row, for the form's label. */
  readonly label: string;
  readonly draft: Draft | undefined;
  /** The flag that is edited; undefined for something new. */
  readonly edits?: string | undefined;
  readonly quote: string | null;
}

/** A button with its words and its keys. */
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

/** The form under a row: a note, what is wrong with it, and the keys that save and close. What it makes is its heirs' matter. */
export abstract class NoteForm implements Form {
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
      // Takes the focus of a click beside its fields, which would otherwise go to the row.
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

  /** A character was typed in none of the fields. Returns whether it means something there. */
  protected pressed(_event: KeyboardEvent): boolean {
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

  /** Puts everything into the form: what stands above the note, what before the buttons, further buttons, and what stands last. */
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

  /** Says why it cannot be saved as it is. */
  protected refuse(sentence: string): void {
    this.#problem.replaceChildren(icon('warning'), el('span', { text: sentence }));
    this.focus();
    document.activeElement?.scrollIntoView({ block: 'nearest' });
  }

  /** Keys typed here are not the transcript's and not the editor's; chords such as copy and paste pass. */
  #pressed(event: KeyboardEvent): void {
    if (isTyping(event)) event.stopPropagation();
    if (isSave(event)) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) this.save(event.shiftKey);
      return;
    }
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape' && isPlain(event)) {
      event.preventDefault();
      this.#events.close();
      return;
    }
    if (around(event.target, 'input, textarea') !== null || !isText(event)) return;
    // The space bar presses the button it is on; any other character is the note's, wherever it is typed.
    if (event.key === ' ' && around(event.target, 'button') !== null) return;
    if (!this.pressed(event)) this.note.focus();
  }
}
