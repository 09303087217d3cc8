import type { FlagAction, FlagMark } from '../../../src/shared/transcript.ts';
import { around } from '../dom.ts';
import { chipOf, toggleNote } from './flags.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';
import type { Live } from '../rows/live.ts';
import { oneLine } from '../rows/text.ts';

const actions: readonly FlagAction[] = ['attach', 'retry', 'discard', 'keep'];

/** Does what is asked of a flag that is drawn: show its note, remove it, resolve its failure. */
export class FlagActions {
  readonly #post: Post;
  readonly #live: Live;
  readonly #find: (id: string) => FlagMark | undefined;
  readonly #expanded: Set<string>;

  constructor(post: Post, live: Live, find: (id: string) => FlagMark | undefined, expanded: Set<string>) {
    this.#post = post;
    this.#live = live;
    this.#find = find;
    this.#expanded = expanded;
  }

  /** A click on a chip, a note or a button of a failed flag or comment. Returns whether it was one. */
  click(target: EventTarget | null): boolean {
    const comment = around(target, '[data-resolve-comment]');
    if (comment !== null) {
      const id = comment.dataset['resolveComment'] ?? '';
      this.#post({ type: 'comment/resolve', id, action: comment.dataset['action'] === 'retry' ? 'retry' : 'discard' });
      return true;
    }
    const resolve = around(target, '[data-resolve]');
    if (resolve !== null) {
      const id = resolve.dataset['resolve'] ?? '';
      const action = actions.find((known) => known === resolve.dataset['action']);
      if (action !== undefined) this.#post({ type: 'flag/resolve', id, action });
      return true;
    }
    const note = around(target, '.note');
    // Text selected inside a note is being read, not clicked.
    if (note !== null && document.getSelection()?.isCollapsed === false) return true;
    const chip = around(target, '.chip') ?? (note === null ? null : chipOf(note));
    if (chip === null) return false;
    const id = chip.dataset['flagId'] ?? chip.dataset['commentId'] ?? '';
    const expanded = toggleNote(chip);
    if (expanded === true) this.#expanded.add(id);
    if (expanded === false) this.#expanded.delete(id);
    return true;
  }

  /** Has the composer opened on the flag of this chip, unless it is on its way out. */
  edit(chip: HTMLElement): void {
    const mark = this.#find(chip.dataset['flagId'] ?? '');
    if (mark?.state === 'removing') this.#live.say(t('This flag is being removed.'), 'warning');
    else if (mark !== undefined) this.#post({ type: 'flag/open', id: mark.id });
  }

  /** Removes the flag of this chip; what could not be stored is given up, a flag that is being removed is left. */
  remove(chip: HTMLElement): void {
    const comment = chip.dataset['commentId'];
    if (comment !== undefined) {
      if (chip.classList.contains('stored')) this.#live.say(t('Comments cannot be edited or deleted.'), 'warning');
      else this.#post({ type: 'comment/resolve', id: comment, action: 'discard' });
      return;
    }
    const mark = this.#find(chip.dataset['flagId'] ?? '');
    if (mark === undefined || mark.state === 'removing') return;
    const type = oneLine(mark.type, 200);
    if (mark.state === 'failed') {
      if (mark.actions?.includes('discard') !== true) return;
      this.#post({ type: 'flag/resolve', id: mark.id, action: 'discard' });
    } else this.#post({ type: 'flag/remove', id: mark.id });
    this.#live.say(t('Removing flag {0}.', type));
  }
}
