import { maxFlagType, probableFlagType } from '../../../src/shared/transcript.ts';
import { button, el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';

export interface NewTypeFieldEvents {
  readonly changed: () => void;
  /** Enter or the button has created a type. */
  readonly created: (flagType: string) => void;
  readonly cleared: () => void;
}

/** A field for a flag type that the catalogue lacks. Only Enter, or its button, creates the type. */
export class NewTypeField {
  readonly element: HTMLElement;
  readonly #events: NewTypeFieldEvents;
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
  readonly #create = button({ class: 'button secondary', click: () => this.#createType() });
  readonly #clear = button({ class: 'button secondary', text: t('Clear'), click: () => this.#clearField() });
  readonly #hint = el('p', { class: 'guess', id: 'type-guess', 'aria-live': 'polite' });

  /** @param find returns the catalogue's name of a typed type, if it has one */
  constructor(find: (typed: string) => string | undefined, events: NewTypeFieldEvents) {
    this.#find = find;
    this.#events = events;
    this.element = el('div', { class: 'new-type' }, this.#field, this.#create, this.#clear, this.#hint);
    this.#field.addEventListener('input', () => {
      this.#draw();
      this.element.scrollIntoView({ block: 'nearest' });
      events.changed();
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (this.#isUsable) this.#createType();
    });
    this.#draw();
  }

  /** The typed text of which no type was created yet. */
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

  /** The reason why a flag cannot be saved with this text in the field; undefined when it is empty. */
  get problem(): string | undefined {
    if (this.value === '') return undefined;
    if (!this.#isUsable) return t('A flag type must contain a letter or digit.');
    return t('Create the flag type "{0}", or clear the field.', oneLine(this.value, 60));
  }

  get #isUsable(): boolean {
    return probableFlagType(this.value) !== '';
  }

  #createType(): void {
    const type = this.value;
    this.value = '';
    this.#events.created(type);
  }

  #clearField(): void {
    this.value = '';
    this.#events.changed();
    this.#events.cleared();
  }

  #draw(): void {
    const { value } = this;
    const stored = oneLine(probableFlagType(value), maxFlagType);
    const known = this.#find(value);
    this.#create.hidden = stored === '';
    this.#clear.hidden = value === '';
    this.#create.textContent =
      known === undefined
        ? t('Create type "{0}"', oneLine(value, maxFlagType))
        : t('Use type "{0}"', oneLine(known, maxFlagType));
    this.#hint.hidden = value === '' || known !== undefined;
    this.#hint.textContent = this.#hint.hidden
      ? ''
      : stored === ''
        ? t('A flag type must contain a letter or digit.')
        : t('Will probably be stored as {0}.', stored);
  }
}
