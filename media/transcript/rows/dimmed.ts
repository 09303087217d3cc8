import { button, el } from '../dom.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';
import type { Live } from './live.ts';
import type { Model } from './model.ts';
import type { Place } from './place.ts';
import { isDim } from './row.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './selection.ts';

/** What the style sheet hides them by; it outlives a transcript that is drawn anew. */
const hiddenClass = 'dimmed-hidden';

/** Whether they are out of sight now. */
export function areRowsHidden(): boolean {
  return document.body.classList.contains(hiddenClass);
}

/** Hides them in whatever is drawn from now on, or shows them. */
export function hideRows(hidden: boolean): void {
  document.body.classList.toggle(hiddenClass, hidden);
}

export interface DimmedParts {
  readonly model: Model;
  readonly place: Place;
  readonly selection: Selection;
  readonly rows: Rows;
  readonly post: Post;
  readonly live: Live;
  /** The button that hides and shows them. */
  readonly toggle: Element | null;
}

/** Keeps the rows of actions, robots and noise out of sight, and says so. They stay in the transcript with their indexes. */
export class Dimmed {
  readonly element = el('p', { class: 'hidden-rows' });
  readonly #parts: DimmedParts;

  constructor(parts: DimmedParts) {
    this.#parts = parts;
    this.draw();
  }

  hide(hidden: boolean): void {
    if (hidden === areRowsHidden()) return;
    const { place, selection, rows } = this.#parts;
    place.keep(selection.position, () => {
      hideRows(hidden);
      rows.drawEvents();
    });
    selection.refresh();
    this.#parts.live.say(this.draw() ?? (hidden ? t('No non-speech messages.') : t('Showing all messages.')));
  }

  /** Says how many are hidden, as flags and suggestions are now. Returns the sentence, if there is any to say. */
  draw(): string | null {
    const { model, post, toggle } = this.#parts;
    const hidden = areRowsHidden();
    toggle?.setAttribute('aria-pressed', String(hidden));
    const count = hidden ? model.placed.filter(({ row }) => isDim(row) && !model.isMarked(row.index)).length : 0;
    this.element.hidden = count === 0;
    if (count === 0) return null;
    const sentence = count === 1 ? t('1 non-speech message hidden.') : t('{0} non-speech messages hidden.', count);
    const show = button({
      class: 'link',
      text: t('Show'),
      click: () => post({ type: 'header/action', action: 'dimmed' }),
    });
    this.element.replaceChildren(el('span', { text: sentence }), ' ', show);
    return sentence;
  }
}
