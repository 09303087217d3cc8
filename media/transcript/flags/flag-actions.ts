import type { FlagAction, FlagMark } from '../../../src/shared/transcript.ts';
import type { Announcer } from '../../ui/announcer.ts';
import { closest } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import type { Post } from '../host.ts';
import { chipOf, toggleNote } from './flag-chip.ts';

const actions: readonly FlagAction[] = ['attach', 'retry', 'discard', 'keep'];

/** Acts on a flag or comment: expands its note, edits it, removes it, resolves its failure. */
export class FlagActions {
  readonly #post: Post;
  readonly #announcer: Announcer;
  readonly #find: (id: string) => FlagMark | undefined;
  readonly #expanded: Set<string>;

  constructor(post: Post, announcer: Announcer, find: (id: string) => FlagMark | undefined, expanded: Set<string>) {
    this.#post = post;
    this.#announcer = announcer;
    this.#find = find;
    this.#expanded = expanded;
  }

  /** Handles a click on a chip, a note or a button of a failed flag or comment. Returns whether it was one. */
  click(target: EventTarget | null): boolean {
    const comment = closest(target, '[data-resolve-comment]');
    if (comment !== null) {
      const id = comment.dataset['resolveComment'] ?? '';
      this.#post({ type: 'comment/resolve', id, action: comment.dataset['action'] === 'retry' ? 'retry' : 'discard' });
      return true;
    }
    const resolve = closest(target, '[data-resolve]');
    if (resolve !== null) {
      const id = resolve.dataset['resolve'] ?? '';
      const action = actions.find((known) => known === resolve.dataset['action']);
      if (action !== undefined) this.#post({ type: 'flag/resolve', id, action });
      return true;
    }
    const note = closest(target, '.note');
    // Selecting text inside a note is no click on it.
    if (note !== null && document.getSelection()?.isCollapsed === false) return true;
    const chip = closest(target, '.chip') ?? (note === null ? null : chipOf(note));
    if (chip === null) return false;
    const id = chip.dataset['flagId'] ?? chip.dataset['commentId'] ?? '';
    const expanded = toggleNote(chip);
    if (expanded === true) this.#expanded.add(id);
    if (expanded === false) this.#expanded.delete(id);
    return true;
  }

  /** Opens the composer on the flag of this chip, unless it is being removed. */
  edit(chip: HTMLElement): void {
    const mark = this.#find(chip.dataset['flagId'] ?? '');
    if (mark?.state === 'removing') this.#announcer.say(t('This flag is being removed.'), 'warning');
    else if (mark !== undefined) this.#post({ type: 'flag/open', id: mark.id });
  }

  /** Removes the flag or comment of this chip, or discards it if it was never stored. */
  remove(chip: HTMLElement): void {
    const comment = chip.dataset['commentId'];
    if (comment !== undefined) {
      if (chip.classList.contains('stored')) this.#announcer.say(t('Comments cannot be edited or deleted.'), 'warning');
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
    this.#announcer.say(t('Removing flag {0}.', type));
  }
}
