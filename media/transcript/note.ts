import { maxNote } from '../../src/shared/transcript.ts';
import { el } from './dom.ts';
import { t } from './l10n.ts';
import { cut, quoted } from './text.ts';

/** The note of the composer: a text area that holds no more than a note may, and says so when more is put in. */
export class NoteField {
  readonly element: HTMLElement;
  /** How much of the note is used; stands where the composer puts it. */
  readonly count = el('span', { class: 'count', id: 'note-count' });
  readonly #changed: () => void;
  readonly #area = el('textarea', {
    class: 'note-field',
    rows: '2',
    maxlength: String(maxNote),
    placeholder: t('What went wrong here? (optional)'),
    'aria-label': t('Note'),
    'aria-describedby': 'note-count',
    dir: 'auto',
  });
  readonly #limit = el('p', { class: 'limit', 'aria-live': 'polite', hidden: '' });

  constructor(changed: () => void) {
    this.#changed = changed;
    this.element = el('div', { class: 'note-box' }, this.#area, this.#limit);
    this.#area.addEventListener('beforeinput', (event) => this.#limitInput(event));
    this.#area.addEventListener('input', () => {
      this.#draw();
      this.#changed();
    });
    this.#draw();
  }

  get value(): string {
    return this.#area.value;
  }

  set value(note: string) {
    this.#area.value = cut(note, maxNote);
    this.#draw();
    this.#warn(note.length > maxNote);
  }

  /** Adds the quote as lines of its own, once, and puts the caret after it. */
  addQuote(quote: string): void {
    const lines = quoted(quote);
    const { value } = this;
    if (!value.includes(lines)) this.value = value.trim() === '' ? `${lines}\n` : `${value.trimEnd()}\n${lines}\n`;
    this.#area.setSelectionRange(this.value.length, this.value.length);
  }

  focus(caret?: number): void {
    this.#area.focus();
    if (caret !== undefined) this.#area.setSelectionRange(caret, caret);
  }

  /** The browser drops what is too long without a word (`maxlength`); the words are ours. */
  #limitInput(event: InputEvent): void {
    const { selectionStart, selectionEnd, value } = this.#area;
    const added = event.inputType === 'insertLineBreak' ? 1 : (event.data ?? '').length;
    this.#warn(value.length - (selectionEnd - selectionStart) + added > maxNote);
  }

  #warn(over: boolean): void {
    this.#limit.hidden = !over;
    const limit = maxNote.toLocaleString();
    this.#limit.textContent = over ? t('A note holds at most {0} characters; the rest was left out.', limit) : '';
  }

  #draw(): void {
    this.count.textContent = `${this.value.length}/${maxNote}`;
  }
}
