import { probableFlagType, type FlagTypeChoice } from '../../src/shared/transcript.ts';
import { button, el, keyboardAt } from './dom.ts';
import { t } from './l10n.ts';
import { oneLine } from './text.ts';

/** The longest flag type that can be typed, in UTF-16 units; the message to the host allows no more. */
const maxType = 200;
/** Types that a digit chooses. */
const digits = 9;

export interface ChosenType {
  /** As it goes to the host: a catalogue type unchanged, a typed one trimmed. */
  readonly flagType: string;
  readonly isNew: boolean;
}

/** The flag types of the composer: a radio group of the catalogue's, in its order, and a field for a new one. */
export class TypePicker {
  readonly element: HTMLElement;
  readonly guess = el('p', { class: 'guess', id: 'type-guess', 'aria-live': 'polite' });
  readonly #changed: () => void;
  readonly #done: () => void;
  readonly #group = el('div', { class: 'type-group', role: 'radiogroup', 'aria-label': t('Flag type') });
  readonly #field = el('input', {
    class: 'new-type',
    type: 'text',
    maxlength: String(maxType),
    placeholder: t('new…'),
    'aria-label': t('New flag type'),
    'aria-describedby': 'type-guess',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  #types: readonly FlagTypeChoice[] = [];
  #chosen: string | null = null;

  /** `changed` hears of every choice; `done` of Enter in a type, which chooses it and is finished with types. */
  constructor(changed: () => void, done: () => void) {
    this.#changed = changed;
    this.#done = done;
    this.element = el('div', { class: 'types' }, this.#group, this.#field);
    this.#group.addEventListener('click', (event) => this.#clicked(event));
    this.#group.addEventListener('keydown', (event) => this.#pressed(event));
    this.#field.addEventListener('input', () => this.#typed());
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        if (this.choice !== null) this.#done();
      }
    });
  }

  get choice(): ChosenType | null {
    if (this.#chosen !== null) return { flagType: this.#chosen, isNew: false };
    const typed = this.#field.value.trim();
    return typed === '' ? null : { flagType: typed, isNew: true };
  }

  /** Draws the catalogue; the choice and the keyboard focus stay where they were. */
  show(types: readonly FlagTypeChoice[]): void {
    const focused = this.#radios().findIndex((radio) => radio === keyboardAt());
    this.#types = types;
    this.#group.replaceChildren(...types.map((choice, place) => this.#radio(choice, place)));
    this.#group.hidden = types.length === 0;
    if (this.#chosen !== null && !types.some(({ type }) => type === this.#chosen)) {
      this.#field.value = this.#chosen;
      this.#chosen = null;
    }
    this.#mark();
    if (focused >= 0) this.#radios()[Math.min(focused, types.length - 1)]?.focus();
  }

  /** Takes up an earlier choice. */
  restore(flagType: string, isNew: boolean): void {
    this.#chosen = !isNew && this.#types.some(({ type }) => type === flagType) ? flagType : null;
    this.#field.value = this.#chosen === null ? flagType : '';
    this.#mark();
  }

  focus(): void {
    const stop = this.#radios().find((radio) => radio.tabIndex === 0);
    const target = this.#chosen === null && (this.#field.value !== '' || stop === undefined) ? this.#field : stop;
    target?.focus();
  }

  /** Chooses the type with this digit. Returns whether there is one. */
  chooseDigit(digit: number): boolean {
    if (digit < 1 || digit > digits || digit > this.#types.length) return false;
    this.#choose(digit - 1, true);
    return true;
  }

  #radios(): HTMLElement[] {
    return [...this.#group.querySelectorAll<HTMLElement>('[role="radio"]')];
  }

  #radio(choice: FlagTypeChoice, place: number): HTMLElement {
    const type = oneLine(choice.type, maxType);
    const digit = place < digits ? String(place + 1) : undefined;
    const hint = oneLine(choice.description, 300);
    return button(
      {
        class: 'type',
        role: 'radio',
        'aria-checked': 'false',
        'aria-label': type,
        'aria-keyshortcuts': digit,
        title: hint === '' ? type : `${type}\n${hint}`,
        tabindex: '-1',
      },
      ...(digit === undefined ? [] : [el('span', { class: 'digit', 'aria-hidden': 'true', text: digit })]),
      el('span', { class: 'type-name', dir: 'auto', text: type }),
    );
  }

  #clicked(event: MouseEvent): void {
    const radio = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="radio"]') : null;
    if (radio !== null) this.#choose(this.#radios().indexOf(radio), true);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const radios = this.#radios();
    const at = radios.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) this.#choose((at + step + radios.length) % radios.length, true);
    else if (event.key === 'Home') this.#choose(0, true);
    else if (event.key === 'End') this.#choose(radios.length - 1, true);
    else if (event.key === ' ' || event.key === 'Enter') this.#choose(at, true);
    else return;
    event.preventDefault();
    if (event.key === 'Enter') this.#done();
  }

  #choose(place: number, focus: boolean): void {
    const choice = this.#types[place];
    if (choice === undefined) return;
    this.#chosen = choice.type;
    this.#field.value = '';
    this.#mark();
    if (focus) this.#radios()[place]?.focus();
    this.#changed();
  }

  #typed(): void {
    if (this.#field.value.trim() !== '') this.#chosen = null;
    this.#mark();
    this.#changed();
  }

  /** Makes what is drawn agree with the choice. */
  #mark(): void {
    const at = this.#types.findIndex(({ type }) => type === this.#chosen);
    for (const [place, radio] of this.#radios().entries()) {
      radio.setAttribute('aria-checked', String(place === at));
      radio.setAttribute('tabindex', place === Math.max(at, 0) ? '0' : '-1');
    }
    const typed = this.#chosen === null ? this.#field.value.trim() : '';
    const stored = probableFlagType(typed);
    this.guess.textContent =
      typed === ''
        ? ''
        : stored === ''
          ? t('A flag type needs a letter or a digit.')
          : t('Will probably be stored as {0}.', oneLine(stored, maxType));
    this.guess.hidden = typed === '';
  }
}
