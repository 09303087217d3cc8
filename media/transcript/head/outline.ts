import type { FlagMark } from '../../../src/shared/transcript.ts';
import { around, button, el, keyboardAt } from '../dom.ts';
import { t } from '../l10n.ts';
import type { Memory } from '../rows/memory.ts';
import { flagFacts, flagWords } from '../flags/flags.ts';
import type { Model, Placed } from '../rows/model.ts';
import { FlagFilter } from './outline-filter.ts';
import { messageName } from '../rows/row.ts';
import { oneLine, plain } from '../rows/text.ts';

interface Item {
  readonly mark: FlagMark;
  /** The message that it stands on, as far as it is on the page. */
  readonly placed: Placed | undefined;
}

/**
 * The flags, those on the whole call and then the others in the order of their messages, to go to, all of them or those
 * of a type and an author: beside the transcript where the panel is wide enough, else over it when it is asked for (the
 * style sheet decides).
 */
export class Outline {
  readonly element: HTMLElement;
  readonly #model: Model;
  readonly #go: (mark: FlagMark) => void;
  readonly #filter: FlagFilter;
  readonly #list = el('ul');
  readonly #none = el('div', { class: 'outline-none', hidden: '' });

  constructor(model: Model, memory: Memory, go: (mark: FlagMark) => void) {
    this.#model = model;
    this.#go = go;
    this.#filter = new FlagFilter(memory, () => this.draw());
    const clear = button({ class: 'link', text: t('Show all flags'), click: () => this.#filter.clear() });
    this.#none.append(el('p', { text: t('No flags match.') }), clear);
    const title = el('h2', { text: t('Flags') });
    const { element } = this.#filter;
    this.element = el('nav', { class: 'outline', 'aria-label': t('Flags') }, title, element, this.#list, this.#none);
  }

  /** Draws the flags that there are now. */
  draw(): void {
    const all = this.#items();
    const shown = all.filter(({ mark }) => this.#filter.matches(mark));
    this.#filter.show(
      all.map(({ mark }) => mark),
      shown.length,
    );
    const focused = around(keyboardAt(), '.outline-entry')?.dataset['entryOf'];
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
    const loose = groups.loose.toSorted((one, other) => Number(one.index !== null) - Number(other.index !== null));
    return [...loose.map(without), ...here, ...groups.later.map(without)];
  }

  #entry({ mark, placed }: Item): HTMLElement {
    const { index } = mark;
    const note = plain(mark.note).trim();
    const place = placed === undefined ? (index === null ? t('Whole call') : `#${index}`) : messageName(placed);
    return button(
      { class: 'outline-entry', 'data-entry-of': mark.id, title: flagFacts(mark, place), click: () => this.#go(mark) },
      el('span', { class: 'outline-type', dir: 'auto', text: flagWords(mark) }),
      el('span', { class: 'outline-time', text: placed === undefined ? place : placed.time || place }),
      ...(index === null ? [] : [el('span', { class: 'outline-text', dir: 'auto', text: this.#said(index, placed) })]),
      ...(note === '' ? [] : [el('span', { class: 'outline-note', dir: 'auto', text: note })]),
    );
  }

  #said(index: number, placed: Placed | undefined): string {
    if (placed !== undefined) return oneLine(placed.row.text, 200);
    return this.#model.isLater(index) ? t('Not loaded') : t('Message not found.');
  }
}
