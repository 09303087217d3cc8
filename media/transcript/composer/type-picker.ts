import { digits, type FlagTypeChoice, maxFlagType, probableFlagType } from '../../../src/shared/transcript.ts';
import { closest, button, el, focusedElement } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import { flagTypeContext } from '../menu-context.ts';

export interface ChosenType {
  /** A catalogue type unchanged, a typed one trimmed. */
  readonly flagType: string;
  readonly isNew: boolean;
}

export interface TypePickerEvents {
  readonly chosen: () => void;
  /** Enter has chosen a type. */
  readonly done: () => void;
}

/** A radio group of the catalogue's flag types, in its order, followed by a new one that was created here. */
export class TypePicker {
  readonly element = el('div', { class: 'types', role: 'radiogroup', 'aria-label': t('Flag type') });
  readonly #events: TypePickerEvents;
  #types: readonly FlagTypeChoice[] = [];
  #loading = false;
  #chosen: string | null = null;
  /** The type that was created here; it stays in the list whatever is chosen. */
  #created: string | null = null;
  /** A digit that was pressed before its type was loaded. */
  #pendingDigit: number | null = null;

  constructor(events: TypePickerEvents) {
    this.#events = events;
    this.element.addEventListener('click', (event) => this.#clicked(event));
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
  }

  get choice(): ChosenType | null {
    return this.#chosen === null ? null : { flagType: this.#chosen, isNew: this.#chosen === this.#created };
  }

  /** More types are loading. */
  get loading(): boolean {
    return this.#loading;
  }

  /** Draws the catalogue; the choice and the focus are kept. */
  show(types: readonly FlagTypeChoice[], loading: boolean): void {
    const hadFocus = closest(focusedElement(), '.types') !== null;
    const focused = this.#listed[this.#radios().findIndex((radio) => radio === focusedElement())]?.type;
    this.#types = types;
    this.#loading = loading;
    const found = this.#created === null ? undefined : this.find(this.#created);
    if (found !== undefined) {
      if (this.#chosen === this.#created) this.#chosen = found;
      this.#created = null;
    } else if (this.#chosen !== null && this.find(this.#chosen) === undefined) this.#created = this.#chosen;
    this.#draw();
    const index = this.#listed.findIndex(({ type }) => type === focused);
    if (hadFocus && !this.#focus(index)) this.focus();
    const pending = types.find(({ digit }) => digit !== undefined && digit === this.#pendingDigit);
    if (pending !== undefined) this.choose(pending.type);
    if (!loading) this.#pendingDigit = null;
  }

  /** Returns the catalogue's name of a type that was typed, or chosen before the catalogue had it. */
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

  /** Chooses a type without an event. */
  restore(flagType: string): void {
    this.#pendingDigit = null;
    const found = this.find(flagType);
    this.#chosen = found ?? flagType;
    if (found !== undefined || flagType === this.#created) this.#mark();
    else {
      this.#created = flagType;
      this.#draw();
    }
  }

  /** Chooses the type with this digit, now or once it is loaded. Returns false if there is none. */
  chooseDigit(digit: number): boolean {
    const found = this.#types.find((choice) => choice.digit === digit);
    if (found !== undefined) this.choose(found.type);
    else if (this.#loading) this.#pendingDigit = digit;
    return found !== undefined || this.#loading;
  }

  /** Focuses the chosen type, or else the first. Returns whether there is one. */
  focus(): boolean {
    return this.#focus(Math.max(0, this.#chosenPlace));
  }

  get #listed(): readonly FlagTypeChoice[] {
    const created = this.#created;
    if (created === null) return this.#types;
    return [...this.#types, { type: created, description: '', usageCount: 0, isNew: !this.#loading }];
  }

  get #chosenPlace(): number {
    return this.#listed.findIndex(({ type }) => type === this.#chosen);
  }

  #radios(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role="radio"]')];
  }

  #focus(index: number): boolean {
    const radio = this.#radios()[index];
    radio?.focus();
    return radio !== undefined;
  }

  #draw(): void {
    const waiting = el('span', { class: 'guess', text: t('Loading flag types…') });
    this.element.replaceChildren(...this.#listed.map(drawType), ...(this.#loading ? [waiting] : []));
    this.element.hidden = this.#listed.length === 0 && !this.#loading;
    this.#mark();
  }

  #mark(): void {
    const at = this.#chosenPlace;
    for (const [index, radio] of this.#radios().entries()) {
      radio.setAttribute('aria-checked', String(index === at));
      radio.setAttribute('tabindex', index === Math.max(0, at) ? '0' : '-1');
    }
  }

  #clicked(event: MouseEvent): void {
    const radio = closest(event.target, '[role="radio"]');
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

  #chooseAt(index: number): void {
    const choice = this.#listed[index];
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
