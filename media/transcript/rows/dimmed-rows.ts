import type { Announcer } from '../../ui/announcer.ts';
import { button, el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import type { Post } from '../host.ts';
import type { Model } from '../model.ts';
import { isDim } from './row.ts';
import type { ScrollPosition } from './scroll-position.ts';
import type { Selection } from './selection.ts';

/** Class of the body by which the style sheet hides dimmed rows; it stays when another transcript is shown. */
const hiddenClass = 'dimmed-hidden';

export function areDimmedRowsHidden(): boolean {
  return document.body.classList.contains(hiddenClass);
}

export function hideDimmedRows(hidden: boolean): void {
  document.body.classList.toggle(hiddenClass, hidden);
}

export interface DimmedRowsParts {
  readonly model: Model;
  readonly scroll: ScrollPosition;
  readonly selection: Selection;
  readonly drawEvents: () => void;
  readonly post: Post;
  readonly announcer: Announcer;
  /** The button that hides and shows dimmed rows. */
  readonly toggle: Element | null;
}

/** Hides the rows of actions, robots and noise, and shows how many are hidden. They stay in the document with their indexes. */
export class DimmedRows {
  readonly element = el('p', { class: 'hidden-rows' });
  readonly #parts: DimmedRowsParts;

  constructor(parts: DimmedRowsParts) {
    this.#parts = parts;
    this.draw();
  }

  hide(hidden: boolean): void {
    if (hidden === areDimmedRowsHidden()) return;
    const { scroll, selection, drawEvents } = this.#parts;
    scroll.keepWhile(selection.position, () => {
      hideDimmedRows(hidden);
      drawEvents();
    });
    selection.refresh();
    this.#parts.announcer.say(this.draw() ?? (hidden ? t('No non-speech messages.') : t('Showing all messages.')));
  }

  /** Draws and returns how many rows are hidden; null when none are. A row with a flag or suggestion is not hidden. */
  draw(): string | null {
    const { model, post, toggle } = this.#parts;
    const hidden = areDimmedRowsHidden();
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
