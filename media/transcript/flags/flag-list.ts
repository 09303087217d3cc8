import type { FlagMark } from '../../../src/shared/transcript.ts';
import { closest, button, el, focusedElement } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine, plain } from '../../ui/text.ts';
import type { Model, Placed } from '../model.ts';
import { messageName } from '../rows/row.ts';
import type { SavedState } from '../saved-state.ts';
import { flagFacts, flagTitle } from './flag-chip.ts';
import { FlagFilter } from './flag-filter.ts';

interface Item {
  readonly mark: FlagMark;
  /** The message that it is on, if that is loaded. */
  readonly placed: Placed | undefined;
}

/**
 * A list of the flags to go to, filtered by type and author: first those on the whole call, then the others in the order
 * of their messages.
 */
export class FlagList {
  readonly element: HTMLElement;
  readonly #model: Model;
  readonly #go: (mark: FlagMark) => void;
  readonly #filter: FlagFilter;
  readonly #list = el('ul');
  readonly #none = el('div', { class: 'outline-none', hidden: '' });

  constructor(model: Model, saved: SavedState, go: (mark: FlagMark) => void) {
    this.#model = model;
    this.#go = go;
    this.#filter = new FlagFilter(saved, () => this.draw());
    const clear = button({ class: 'link', text: t('Show all flags'), click: () => this.#filter.clear() });
    this.#none.append(el('p', { text: t('No flags match.') }), clear);
    const title = el('h2', { text: t('Flags') });
    const { element } = this.#filter;
    this.element = el('nav', { class: 'outline', 'aria-label': t('Flags') }, title, element, this.#list, this.#none);
  }

  draw(): void {
    const all = this.#items();
    const shown = all.filter(({ mark }) => this.#filter.matches(mark));
    this.#filter.show(
      all.map(({ mark }) => mark),
      shown.length,
    );
    const focused = closest(focusedElement(), '.outline-entry')?.dataset['entryOf'];
    this.#list.replaceChildren(...shown.map((item) => el('li', {}, this.#entry(item))));
    if (focused !== undefined) {
      this.#list.querySelector<HTMLElement>(`[data-entry-of="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
    this.#none.hidden = all.length === 0 || shown.length > 0;
  }

  #items(): readonly Item[] {
    const { placed, groups } = this.#model;
    const here = placed.flatMap((one) => this.#model.flagsOn(one.row.index).map((mark) => ({ mark, placed: one })));
    const without = (mark: FlagMark): Item => ({ mark, placed: undefined });
    const unplaced = groups.unplaced.toSorted(
      (one, other) => Number(one.index !== null) - Number(other.index !== null),
    );
    return [...unplaced.map(without), ...here, ...groups.notLoaded.map(without)];
  }

  #entry({ mark, placed }: Item): HTMLElement {
    const { index } = mark;
    const note = plain(mark.note).trim();
    const place = placed === undefined ? (index === null ? t('Whole call') : `#${index}`) : messageName(placed);
    return button(
      { class: 'outline-entry', 'data-entry-of': mark.id, title: flagFacts(mark, place), click: () => this.#go(mark) },
      el('span', { class: 'outline-type', dir: 'auto', text: flagTitle(mark) }),
      el('span', { class: 'outline-time', text: placed === undefined ? place : placed.time || place }),
      ...(index === null
        ? []
        : [el('span', { class: 'outline-text', dir: 'auto', text: this.#textOf(index, placed) })]),
      ...(note === '' ? [] : [el('span', { class: 'outline-note', dir: 'auto', text: note })]),
    );
  }

  #textOf(index: number, placed: Placed | undefined): string {
    if (placed !== undefined) return oneLine(placed.row.text, 200);
    return this.#model.isNotLoaded(index) ? t('Not loaded') : t('Message not found.');
  }
}
