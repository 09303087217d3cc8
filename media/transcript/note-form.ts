import type { Draft } from '../../src/shared/transcript.ts';
import type { Form } from './composing.ts';
import { fieldContext } from './context.ts';
import { button, el, icon } from './dom.ts';
import { isSave, isTyping, saveKeys } from './keys.ts';
import { t } from './l10n.ts';
import { NoteField, type NoteWords } from './note.ts';

export interface NoteFormEvents {
  /** Something was chosen or typed. */
  readonly changed: (draft: Draft) => void;
  readonly close: () => boolean;
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

/** A button with its words, and with its keys where there are any. */
function keyButton(words: string, kind: string, shortcut: string, hint: string, click: () => void): HTMLButtonElement {
  const keys = el('span', { class: 'keys', 'aria-hidden': 'true', text: hint });
  return button({ class: kind, 'aria-keyshortcuts': shortcut, click }, el('span', { text: words }), keys);
}

/** The form under a row: a note, what is wrong with it, and the keys that save and close. What it makes is its heirs' matter. */
export abstract class NoteForm implements Form {
  readonly element: HTMLElement;
  readonly index: number;
  readonly edits: string | undefined;
  protected readonly note: NoteField;
  protected readonly saveButton: HTMLButtonElement;
  readonly #events: NoteFormEvents;
  readonly #problem = el('p', { class: 'composer-problem', role: 'alert' });
  #touched = false;

  constructor({ index, label, edits }: NoteFormOptions, events: NoteFormEvents, saveWords: string, words?: NoteWords) {
    this.index = index;
    this.edits = edits;
    this.#events = events;
    this.note = new NoteField(() => this.changed(), words);
    this.saveButton = keyButton(saveWords, 'button', 'Control+Enter', saveKeys(), () => this.save(false));
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

  /** A key that is none of the form's own was pressed. */
  protected pressed(_event: KeyboardEvent): void {}

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

  /** Puts everything into the form: what stands above the note, what before the buttons, and further buttons. */
  protected fill(
    { draft, quote }: NoteFormOptions,
    above: readonly HTMLElement[],
    before: readonly HTMLElement[] = [],
    more: readonly HTMLElement[] = [],
  ): void {
    const close = keyButton(t('Close'), 'button secondary', 'Escape', t('Esc'), () => this.#events.close());
    const actions = el(
      'div',
      { class: 'composer-actions' },
      ...before,
      this.saveButton,
      ...more,
      close,
      this.note.count,
    );
    this.element.append(...above, this.note.element, this.#problem, actions);
    if (draft !== undefined) this.note.value = draft.note;
    if (quote !== null) this.note.addQuote(quote);
  }

  protected changed(): void {
    this.#touched = true;
    this.#problem.textContent = '';
    this.#events.changed(this.draft);
  }

  /** Says why it cannot be saved as it is. */
  protected refuse(sentence: string): void {
    this.#problem.replaceChildren(icon('warning'), el('span', { text: sentence }));
    this.focus();
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
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#events.close();
    } else this.pressed(event);
  }
}
