import type { KeyAction } from '../../src/shared/keys.ts';
import { around } from './dom.ts';
import type { FlagActions } from './flags/flag-actions.ts';
import type { Post } from './host.ts';
import { isPlain, type KeyTable } from './keys.ts';
import type { RowList } from './rows/list.ts';
import { t } from './l10n.ts';
import type { Live } from './rows/live.ts';
import type { Moves } from './moves.ts';
import { inner, type Selection } from './rows/selection.ts';

export interface KeyboardParts {
  readonly keys: KeyTable;
  readonly list: RowList;
  readonly selection: Selection;
  readonly moves: Moves;
  readonly actions: FlagActions;
  readonly live: Live;
  readonly post: Post;
  /** Reports the selected row. */
  readonly report: () => void;
  /** Opens the composer on the row at this position. */
  readonly flag: (position: number) => void;
  /** Has the selected messages copied. Returns whether there are any. */
  readonly copy: (context: boolean) => boolean;
  /** Plays from the row at this position, or pauses. Returns whether there is a recording. */
  readonly play: (position: number | null) => boolean;
  /** Shows the corrected text, or hides it. Returns whether there can be one. */
  readonly corrected: () => boolean;
  /** Closes the composer. Returns whether one was open. */
  readonly closeComposer: () => boolean;
}

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

  /** Does what a key or a command asks for. Returns whether there was anything to do it with. */
  act(action: KeyAction, within: HTMLElement | null = null): boolean {
    const { list, selection, moves, live, post } = this.#parts;
    // The host has to know by then which message it is about.
    if (action === 'issue') this.#parts.report();
    if (action === 'find' || action === 'help' || action === 'undo' || action === 'issue') {
      post({ type: 'ask', what: action });
      return true;
    }
    if (action === 'hideDimmed') {
      post({ type: 'header/action', action: 'dimmed' });
      return true;
    }
    if (list.count === 0) return false;
    if (action === 'flag') {
      if (selection.position === null) live.say(t('Select a message first.'), 'warning');
      else this.#parts.flag(selection.position);
      return true;
    }
    if (action === 'edit') {
      this.#edit(within ?? around(document.activeElement, '.chip'));
      return true;
    }
    if (action === 'corrected') return this.#parts.corrected();
    if (action === 'play') return this.#parts.play(selection.position);
    if (action === 'copy' || action === 'copyContext') {
      if (!this.#parts.copy(action === 'copyContext')) live.say(t('Select a message first.'), 'warning');
      return true;
    }
    if (action === 'inward' || action === 'outward') return this.#moveInside(action, within);
    return moves.do(action);
  }

  #pressed(event: KeyboardEvent): void {
    const { target } = event;
    if (event.defaultPrevented || around(target, '.composer, input, textarea') !== null) return;
    if (this.#chipKey(event) || this.#escape(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const action = this.#parts.keys.action(event);
    const nowhere = target === document.body || target === document.documentElement;
    const places = action === 'edit' ? '.list, .chip' : '.list';
    if (action === undefined || !(nowhere || around(target, places) !== null)) return;
    // Enter and the space bar press the button they are on.
    if ((event.key === 'Enter' || event.key === ' ') && around(target, 'button') !== null) {
      event.stopPropagation();
      return;
    }
    if (!this.act(action, around(target, action === 'edit' ? '.chip' : inner))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Edits the flag of this chip, or else the one of the selected row; of several, the keyboard goes to the first. */
  #edit(chip: HTMLElement | null): void {
    const { actions, live, selection } = this.#parts;
    const chips = chip === null ? [...(selection.row?.querySelectorAll<HTMLElement>('.chip') ?? [])] : [chip];
    const [first] = chips;
    if (first === undefined) live.say(t('Select a flagged message first.'), 'warning');
    else if (chips.length === 1) actions.edit(first);
    else {
      first.focus({ preventScroll: true });
      live.say(t('This message has {0} flags. Select the flag to edit.', chips.length), 'warning');
    }
  }

  #chipKey(event: KeyboardEvent): boolean {
    const chip = around(event.target, '.chip');
    if (chip === null || !isPlain(event) || (event.key !== 'Delete' && event.key !== 'Backspace')) return false;
    if (!event.repeat) this.#parts.actions.remove(chip);
    return true;
  }

  /** From something inside a row back to the row; from several rows to the one; out of the composer. */
  #escape(event: KeyboardEvent): boolean {
    if (event.key !== 'Escape' || !isPlain(event)) return false;
    const row = around(event.target, inner) === null ? null : around(event.target, '.row');
    if (row === null) return this.#parts.closeComposer() || this.#parts.selection.collapse();
    row.focus({ preventScroll: true });
    return true;
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
