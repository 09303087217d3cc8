import { maxFlagType, probableFlagType } from '../../../src/shared/transcript.ts';
import { button, el } from '../dom.ts';
import { t } from '../l10n.ts';
import { oneLine } from '../rows/text.ts';

export interface NewTypeEvents {
  readonly changed: () => void;
  /** What is typed is to be the flag's type. */
  readonly made: (flagType: string) => void;
  readonly cleared: () => void;
}

/** The field for a flag type that the catalogue lacks. What is typed becomes one only by Enter, or the button that says so. */
export class NewType {
  readonly element: HTMLElement;
  readonly #events: NewTypeEvents;
  readonly #find: (typed: string) => string | undefined;
  readonly #field = el('input', {
    class: 'new-type-field',
    type: 'text',
    maxlength: String(maxFlagType),
    placeholder: t('New flag type…'),
    'aria-label': t('New flag type'),
    'aria-describedby': 'type-guess',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  readonly #make = button({ class: 'button secondary', click: () => this.#use() });
  readonly #clear = button({ class: 'button secondary', text: t('Clear'), click: () => this.#empty() });
  readonly #guess = el('p', { class: 'guess', id: 'type-guess', 'aria-live': 'polite' });

  /** @param find the catalogue's name of what is typed, if it has one */
  constructor(find: (typed: string) => string | undefined, events: NewTypeEvents) {
    this.#find = find;
    this.#events = events;
    this.element = el('div', { class: 'new-type' }, this.#field, this.#make, this.#clear, this.#guess);
    this.#field.addEventListener('input', () => {
      this.#draw();
      this.element.scrollIntoView({ block: 'nearest' });
      events.changed();
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (this.#isUsable) this.#use();
    });
    this.#draw();
  }

  /** What is typed and was not made a type. */
  get value(): string {
    return this.#field.value.trim();
  }

  set value(typed: string) {
    if (this.#field.value === typed) return;
    this.#field.value = typed;
    this.#draw();
  }

  focus(): void {
    this.#field.focus();
  }

  /** Why a flag cannot be saved as long as this is typed; undefined while nothing is. */
  get unmade(): string | undefined {
    if (this.value === '') return undefined;
    if (!this.#isUsable) return t('A flag type must contain a letter or digit.');
    return t('Create the flag type "{0}", or clear the field.', oneLine(this.value, 60));
  }

  get #isUsable(): boolean {
    return probableFlagType(this.value) !== '';
  }

  #use(): void {
    const type = this.value;
    this.value = '';
    this.#events.made(type);
  }

  #empty(): void {
    this.value = '';
    this.#events.changed();
    this.#events.cleared();
  }

  #draw(): void {
    const { value } = this;
    const stored = oneLine(probableFlagType(value), maxFlagType);
    const known = this.#find(value);
    this.#make.hidden = stored === '';
    this.#clear.hidden = value === '';
    this.#make.textContent =
      known === undefined
        ? t('Create type "{0}"', oneLine(value, maxFlagType))
        : t('Use type "{0}"', oneLine(known, maxFlagType));
    this.#guess.hidden = value === '' || known !== undefined;
    this.#guess.textContent = this.#guess.hidden
      ? ''
      : stored === ''
        ? t('A flag type must contain a letter or digit.')
        : t('Will probably be stored as {0}.', stored);
  }
}
