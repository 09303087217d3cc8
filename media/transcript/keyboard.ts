import { around } from './dom.ts';
import type { FlagActions } from './flag-actions.ts';
import { isPlain, rowAction, type RowAction } from './keys.ts';
import type { RowList } from './list.ts';
import { t } from './l10n.ts';
import type { Live } from './live.ts';
import type { Place } from './place.ts';
import type { Selection } from './selection.ts';

export interface KeyboardParts {
  readonly list: RowList;
  readonly selection: Selection;
  readonly place: Place;
  readonly actions: FlagActions;
  readonly live: Live;
  /** Opens the composer on the row at this position. */
  readonly flag: (position: number) => void;
  /** Closes the composer. Returns whether one was open. */
  readonly closeComposer: () => boolean;
}

const inner = '.chip, .flag-button, .problem button';

/**
 * The transcript's own keys. They work where the keyboard is in the list, or nowhere in particular; what they use up
 * does not reach the editor, which would act on it too. Chords and everything else pass through.
 */
export class Keyboard {
  readonly #parts: KeyboardParts;
  readonly #stop = new AbortController();

  constructor(parts: KeyboardParts) {
    this.#parts = parts;
    document.addEventListener('keydown', (event) => this.#pressed(event), { signal: this.#stop.signal });
  }

  dispose(): void {
    this.#stop.abort();
  }

  #pressed(event: KeyboardEvent): void {
    const { target } = event;
    if (event.defaultPrevented || around(target, '.composer, input, textarea') !== null) return;
    if (this.#chipKey(event) || this.#escape(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const action = rowAction(event);
    const nowhere = target === document.body || target === document.documentElement;
    if (action === undefined || !(nowhere || around(target, '.list') !== null)) return;
    // Enter presses the button it is on.
    if (event.key === 'Enter' && around(target, 'button') !== null) {
      event.stopPropagation();
      return;
    }
    if (!this.#act(action, around(target, inner))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #chipKey(event: KeyboardEvent): boolean {
    const chip = around(event.target, '.chip');
    if (chip === null || !isPlain(event) || (event.key !== 'Delete' && event.key !== 'Backspace')) return false;
    if (!event.repeat) this.#parts.actions.remove(chip);
    return true;
  }

  /** From something inside a row back to the row, and with the keyboard on a row out of the composer. */
  #escape(event: KeyboardEvent): boolean {
    if (event.key !== 'Escape' || !isPlain(event)) return false;
    const row = around(event.target, inner) === null ? null : around(event.target, '.row');
    if (row === null) return this.#parts.closeComposer();
    row.focus({ preventScroll: true });
    return true;
  }

  #act(action: RowAction, within: HTMLElement | null): boolean {
    const { list, selection, place, live } = this.#parts;
    if (list.count === 0) return false;
    const { position } = selection;
    if (action === 'flag') {
      if (position === null) live.say(t('Select a message first.'), 'warning');
      else this.#parts.flag(position);
      return true;
    }
    if (action === 'inward' || action === 'outward') return this.#moveInside(action, within);
    const target = position === null ? this.#start(action, place.firstVisible ?? 0) : this.#target(action, position);
    selection.select(target, { focus: true, scroll: 'nearest' });
    return true;
  }

  /** Where the first key goes while nothing is selected: to what the reader sees. */
  #start(action: RowAction, visible: number): number {
    if (action === 'first') return 0;
    return action === 'last' ? this.#parts.list.count - 1 : visible;
  }

  #target(action: RowAction, position: number): number {
    const last = this.#parts.list.count - 1;
    const page = window.innerHeight - this.#parts.place.top;
    switch (action) {
      case 'next':
        return Math.min(position + 1, last);
      case 'previous':
        return Math.max(position - 1, 0);
      case 'first':
        return 0;
      case 'last':
        return last;
      case 'pageDown':
        return this.#parts.selection.pageFrom(position, 1, page);
      case 'pageUp':
        return this.#parts.selection.pageFrom(position, -1, page);
      default:
        return position;
    }
  }

  /** Between a row, its chips and its buttons. */
  #moveInside(action: 'inward' | 'outward', within: HTMLElement | null): boolean {
    const { row } = this.#parts.selection;
    if (row === undefined) return false;
    const stops = [row, ...row.querySelectorAll<HTMLElement>(inner)];
    const at = within === null ? 0 : stops.indexOf(within);
    const target = stops[at + (action === 'inward' ? 1 : -1)];
    target?.focus({ preventScroll: true });
    return true;
  }
}
