import { digits, type FlagTypeChoice, maxFlagType, probableFlagType } from '../../../src/shared/transcript.ts';
import { flagTypeContext } from '../context.ts';
import { around, button, el, keyboardAt } from '../dom.ts';
import { t } from '../l10n.ts';
import { oneLine } from '../rows/text.ts';

export interface ChosenType {
  /** As it goes to the host: a catalogue type unchanged, a typed one trimmed. */
  readonly flagType: string;
  readonly isNew: boolean;
}

export interface TypePickerEvents {
  readonly chosen: () => void;
  /** Enter in a type chooses it and is done with types. */
  readonly done: () => void;
}

/** The flag types of the composer: a radio group of the catalogue's, in its order, and of the new one that is chosen. */
export class TypePicker {
  readonly element = el('div', { class: 'types', role: 'radiogroup', 'aria-label': t('Flag type') });
  readonly #events: TypePickerEvents;
  #types: readonly FlagTypeChoice[] = [];
  #loading = false;
  #chosen: string | null = null;
  /** The type that was made here; it stays in the list whatever is chosen. */
  #made: string | null = null;
  /** The digit pressed before there was a type on it. */
  #awaited: number | null = null;

  constructor(events: TypePickerEvents) {
    this.#events = events;
    this.element.addEventListener('click', (event) => this.#clicked(event));
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
  }

  get choice(): ChosenType | null {
    return this.#chosen === null ? null : { flagType: this.#chosen, isNew: this.#chosen === this.#made };
  }

  /** More types are on their way. */
  get loading(): boolean {
    return this.#loading;
  }

  /** Draws the catalogue; the choice and the keyboard focus stay where they were. */
  show(types: readonly FlagTypeChoice[], loading: boolean): void {
    const hadFocus = around(keyboardAt(), '.types') !== null;
    const focused = this.#listed[this.#radios().findIndex((radio) => radio === keyboardAt())]?.type;
    this.#types = types;
    this.#loading = loading;
    const found = this.#made === null ? undefined : this.find(this.#made);
    if (found !== undefined) {
      if (this.#chosen === this.#made) this.#chosen = found;
      this.#made = null;
    } else if (this.#chosen !== null && this.find(this.#chosen) === undefined) this.#made = this.#chosen;
    this.#draw();
    const place = this.#listed.findIndex(({ type }) => type === focused);
    if (hadFocus && !this.#focus(place)) this.focus();
    const awaited = types.find(({ digit }) => digit !== undefined && digit === this.#awaited);
    if (awaited !== undefined) this.choose(awaited.type);
    if (!loading) this.#awaited = null;
  }

  /** The catalogue's name of a type that was typed, or chosen before the catalogue had it. */
  find(typed: string): string | undefined {
    const stored = probableFlagType(typed);
    const same = (name: string): string | undefined => this.#types.find(({ type }) => type === name)?.type;
    return same(typed) ?? same(stored);
  }

  /** Chooses a type; one that the catalogue lacks is listed after the others. */
  choose(flagType: string): void {
    this.restore(flagType);
    this.#events.chosen();
  }

  /** Takes up an earlier choice. */
  restore(flagType: string): void {
    this.#awaited = null;
    const found = this.find(flagType);
    this.#chosen = found ?? flagType;
    if (found !== undefined || flagType === this.#made) this.#mark();
    else {
      this.#made = flagType;
      this.#draw();
    }
  }

  /** Chooses the type on this digit, or waits for it while there may come one. Returns whether it does either. */
  chooseDigit(digit: number): boolean {
    const found = this.#types.find((choice) => choice.digit === digit);
    if (found !== undefined) this.choose(found.type);
    else if (this.#loading) this.#awaited = digit;
    return found !== undefined || this.#loading;
  }

  /** Puts the keyboard on the chosen type, or else on the first. Returns whether there is one. */
  focus(): boolean {
    return this.#focus(Math.max(0, this.#chosenPlace));
  }

  get #listed(): readonly FlagTypeChoice[] {
    const made = this.#made;
    if (made === null) return this.#types;
    return [...this.#types, { type: made, description: '', usageCount: 0, isNew: !this.#loading }];
  }

  get #chosenPlace(): number {
    return this.#listed.findIndex(({ type }) => type === this.#chosen);
  }

  #radios(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role="radio"]')];
  }

  #focus(place: number): boolean {
    const radio = this.#radios()[place];
    radio?.focus();
    return radio !== undefined;
  }

  #draw(): void {
    const waiting = el('span', { class: 'guess', text: t('Loading flag types…') });
    this.element.replaceChildren(...this.#listed.map(drawType), ...(this.#loading ? [waiting] : []));
    this.element.hidden = this.#listed.length === 0 && !this.#loading;
    this.#mark();
  }

  /** Makes what is drawn agree with the choice. */
  #mark(): void {
    const at = this.#chosenPlace;
    for (const [place, radio] of this.#radios().entries()) {
      radio.setAttribute('aria-checked', String(place === at));
      radio.setAttribute('tabindex', place === Math.max(0, at) ? '0' : '-1');
    }
  }

  #clicked(event: MouseEvent): void {
    const radio = around(event.target, '[role="radio"]');
    if (radio !== null) this.#chooseAt(this.#radios().indexOf(radio));
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const count = this.#radios().length;
    const at = this.#radios().indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) this.#chooseAt((at + step + count) % count);
    else if (event.key === 'Home') this.#chooseAt(0);
    else if (event.key === 'End') this.#chooseAt(count - 1);
    else if (event.key === ' ' || event.key === 'Enter') this.#chooseAt(at);
    else return;
    event.preventDefault();
    if (event.key === 'Enter') this.#events.done();
  }

  #chooseAt(place: number): void {
    const choice = this.#listed[place];
    if (choice === undefined) return;
    this.choose(choice.type);
    this.focus();
  }
}

function drawType(choice: FlagTypeChoice): HTMLElement {
  const isNew = choice.isNew === true;
  const type = oneLine(isNew ? probableFlagType(choice.type) : choice.type, maxFlagType);
  const digit = digits.includes(choice.digit ?? 0) ? String(choice.digit) : undefined;
  const hint = isNew ? t('A new flag type; will probably be stored like this.') : oneLine(choice.description, 300);
  return button(
    {
      class: 'type',
      role: 'radio',
      'aria-label': isNew ? t('{0} (new)', type) : type,
      'aria-keyshortcuts': digit,
      title: hint === '' ? type : `${type}\n${hint}`,
      'data-vscode-context': flagTypeContext(choice.type),
    },
    ...(digit === undefined ? [] : [el('span', { class: 'digit', 'aria-hidden': 'true', text: digit })]),
    el('span', { class: 'type-name', dir: 'auto', text: type }),
    ...(isNew ? [el('span', { class: 'digit', 'aria-hidden': 'true', text: t('new') })] : []),
  );
}
