import { cut, quoted } from '../../../src/shared/text.ts';
import { maxNote } from '../../../src/shared/transcript.ts';
import { el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';

export interface NoteWords {
  readonly label: string;
  readonly placeholder: string;
  /** The sentence when text was cut off; it names the limit. */
  readonly tooLong: string;
}

const noteWords = (): NoteWords => ({
  label: t('Note'),
  placeholder: t('What went wrong here? (optional)'),
  tooLong: t('A note has at most {0} characters. The rest was cut off.', maxNote),
});

/** A text area that is limited to the length of a note, and says so when text is cut off. */
export class NoteField {
  readonly element: HTMLElement;
  /** The number of characters; the form places it. */
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

  /** Adds a quote once, with the caret below it, after the blank line that Markdown needs. */
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

  /** `maxlength` drops text silently. */
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
