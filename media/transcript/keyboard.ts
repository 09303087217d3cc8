import type { KeyAction } from '../../src/shared/keys.ts';
import type { Announcer } from '../ui/announcer.ts';
import { closest } from '../ui/dom.ts';
import { isUnmodified } from '../ui/key-events.ts';
import { t } from '../ui/l10n.ts';
import type { FlagActions } from './flags/flag-actions.ts';
import type { Post } from './host.ts';
import type { KeyTable } from './key-table.ts';
import type { Navigation } from './rows/navigation.ts';
import type { RowList } from './rows/row-list.ts';
import { focusableInRow, type Selection } from './rows/selection.ts';

/** Actions that the host does. */
const asked = ['find', 'help', 'undo', 'issue', 'nextCall', 'previousCall'] as const;

function isAsked(action: KeyAction): action is (typeof asked)[number] {
  return asked.some((one) => one === action);
}

export interface KeyboardParts {
  readonly keys: KeyTable;
  readonly list: RowList;
  readonly selection: Selection;
  readonly navigation: Navigation;
  readonly actions: FlagActions;
  readonly announcer: Announcer;
  readonly post: Post;
  /** Tells the host at once which row is selected. */
  readonly reportSelection: () => void;
  /** Opens the composer on the row at this position. */
  readonly flag: (position: number) => void;
  /** Copies the selected messages. Returns whether there are any. */
  readonly copy: (context: boolean) => boolean;
  /** Plays from the row at this position, or pauses. Returns whether there is a recording. */
  readonly play: (position: number | null) => boolean;
  /** Shows or hides the corrected transcript. Returns whether there can be one. */
  readonly toggleCorrected: () => boolean;
  /** Closes the composer. Returns whether one was open. */
  readonly closeComposer: () => boolean;
}

/**
 * The keys of the transcript. They work while the focus is in the list or on nothing. A key that is used does not reach
 * the editor, which would act on it too; chords and all others do.
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

  /** Runs the action of a key or a command. Returns whether it could be run. */
  run(action: KeyAction, within: HTMLElement | null = null): boolean {
    const { list, selection, navigation, announcer, post } = this.#parts;
    // The host has to know which message the issue is about.
    if (action === 'issue') this.#parts.reportSelection();
    if (isAsked(action)) {
      post({ type: 'ask', what: action });
      return true;
    }
    if (action === 'hideDimmed') {
      post({ type: 'header/action', action: 'dimmed' });
      return true;
    }
    if (list.count === 0) return false;
    if (action === 'flag') {
      if (selection.position === null) announcer.say(t('Select a message first.'), 'warning');
      else this.#parts.flag(selection.position);
      return true;
    }
    if (action === 'edit') {
      this.#edit(within ?? closest(document.activeElement, '.chip'));
      return true;
    }
    if (action === 'corrected') return this.#parts.toggleCorrected();
    if (action === 'play') return this.#parts.play(selection.position);
    if (action === 'copy' || action === 'copyContext') {
      if (!this.#parts.copy(action === 'copyContext')) announcer.say(t('Select a message first.'), 'warning');
      return true;
    }
    if (action === 'inward' || action === 'outward') return this.#moveInside(action, within);
    return navigation.run(action);
  }

  #pressed(event: KeyboardEvent): void {
    const { target } = event;
    if (event.defaultPrevented || closest(target, '.composer, input, textarea') !== null) return;
    if (this.#chipKey(event) || this.#escape(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const action = this.#parts.keys.action(event);
    const isOnNothing = target === document.body || target === document.documentElement;
    const places = action === 'edit' ? '.list, .chip' : '.list';
    if (action === undefined || !(isOnNothing || closest(target, places) !== null)) return;
    // Enter and the space bar press the button they are on.
    if ((event.key === 'Enter' || event.key === ' ') && closest(target, 'button') !== null) {
      event.stopPropagation();
      return;
    }
    if (!this.run(action, closest(target, action === 'edit' ? '.chip' : focusableInRow))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Edits the flag of this chip, or the one of the selected row; if that has several, focuses the first. */
  #edit(chip: HTMLElement | null): void {
    const { actions, announcer, selection } = this.#parts;
    const chips = chip === null ? [...(selection.row?.querySelectorAll<HTMLElement>('.chip') ?? [])] : [chip];
    const [first] = chips;
    if (first === undefined) announcer.say(t('Select a flagged message first.'), 'warning');
    else if (chips.length === 1) actions.edit(first);
    else {
      first.focus({ preventScroll: true });
      announcer.say(t('This message has {0} flags. Select the flag to edit.', chips.length), 'warning');
    }
  }

  #chipKey(event: KeyboardEvent): boolean {
    const chip = closest(event.target, '.chip');
    if (chip === null || !isUnmodified(event) || (event.key !== 'Delete' && event.key !== 'Backspace')) return false;
    if (!event.repeat) this.#parts.actions.remove(chip);
    return true;
  }

  /** Goes back one step: from inside a row to the row, out of the composer, from several rows to one. */
  #escape(event: KeyboardEvent): boolean {
    if (event.key !== 'Escape' || !isUnmodified(event)) return false;
    const row = closest(event.target, focusableInRow) === null ? null : closest(event.target, '.row');
    if (row === null) return this.#parts.closeComposer() || this.#parts.selection.collapse();
    row.focus({ preventScroll: true });
    return true;
  }

  /** Moves the focus between a row, its chips and its buttons. */
  #moveInside(action: 'inward' | 'outward', within: HTMLElement | null): boolean {
    const { row } = this.#parts.selection;
    if (row === undefined) return false;
    const stops = [row, ...row.querySelectorAll<HTMLElement>(focusableInRow)];
    const at = within === null ? 0 : stops.indexOf(within);
    const target = stops[at + (action === 'inward' ? 1 : -1)];
    target?.focus({ preventScroll: true });
    return true;
  }
}
