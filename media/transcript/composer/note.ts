import { cut, quoted } from '../../../src/shared/text.ts';
import { maxNote } from '../../../src/shared/transcript.ts';
import { el } from '../dom.ts';
import { t } from '../l10n.ts';

/** What the field is called, and what it says of itself. */
export interface NoteWords {
  readonly label: string;
  readonly placeholder: string;
  /** Said when more is put in than it holds, the limit included. */
  readonly tooLong: string;
}

/** The words of the note on a flag. */
const noteWords = (): NoteWords => ({
  label: t('Note'),
  placeholder: t('What went wrong here? (optional)'),
  tooLong: t('A note has at most {0} characters. The rest was cut off.', maxNote.toLocaleString()),
});

/** The note of the composer: a text area that holds no more than a note may, and says so when more is put in. */
export class NoteField {
  readonly element: HTMLElement;
  /** How much of the note is used; stands where the composer puts it. */
  readonly count = el('span', { class: 'count', id: 'note-count' });
  readonly #changed: () => void;
  readonly #tooLong: string;
  readonly #area = el('textarea', {
    class: 'note-field',
    rows: '2',
    maxlength: String(maxNote),
    'aria-describedby': 'note-count',
    dir: 'auto',
  });
  readonly #limit = el('p', { class: 'limit', 'aria-live': 'polite', hidden: '' });

  constructor(changed: () => void, { label, placeholder, tooLong }: NoteWords = noteWords()) {
    this.#changed = changed;
    this.#tooLong = tooLong;
    this.#area.ariaLabel = label;
    this.#area.placeholder = placeholder;
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

  set readOnly(readOnly: boolean) {
    this.#area.readOnly = readOnly;
  }

  set value(note: string) {
    this.#area.value = cut(note, maxNote);
    this.#draw();
    this.#warn(note.length > maxNote);
  }

  /** Adds the quote as lines of its own, once, and puts the caret below it, after the blank line that Markdown needs. */
  addQuote(quote: string): void {
    const lines = quoted(quote);
    const { value } = this;
    const above = value.trim() === '' ? '' : `${value.trimEnd()}\n\n`;
    if (!value.includes(lines)) this.value = `${above}${lines}\n\n`;
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
    this.#limit.textContent = over ? this.#tooLong : '';
  }

  #draw(): void {
    this.count.textContent = `${this.value.length}/${maxNote}`;
  }
}
