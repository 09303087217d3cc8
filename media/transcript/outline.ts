import type { FlagMark, TranscriptRow } from '../../src/shared/transcript.ts';
import { around, button, el, keyboardAt } from './dom.ts';
import { flagWords } from './flags.ts';
import { t } from './l10n.ts';
import type { Memory } from './memory.ts';
import type { Model } from './model.ts';
import { FlagFilter } from './outline-filter.ts';
import { offset, oneLine } from './text.ts';

interface Item {
  readonly mark: FlagMark;
  /** Not there while the message is not on the page yet. */
  readonly row: TranscriptRow | undefined;
}

/**
 * The flags in the order of their messages, to go to, all of them or those of a type and an author: beside the
 * transcript where the panel is wide enough, else over it when it is asked for (the style sheet decides).
 */
export class Outline {
  readonly element: HTMLElement;
  readonly #model: Model;
  readonly #go: (index: number) => void;
  readonly #filter: FlagFilter;
  readonly #list = el('ul');
  readonly #none = el('div', { class: 'outline-none', hidden: '' });

  constructor(model: Model, memory: Memory, go: (index: number) => void) {
    this.#model = model;
    this.#go = go;
    this.#filter = new FlagFilter(memory, () => this.draw());
    const clear = button({ class: 'link', text: t('Show all flags'), click: () => this.#filter.clear() });
    this.#none.append(el('p', { text: t('No flag matches.') }), clear);
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
    const here = this.#model.placed.flatMap(({ row }) => this.#model.flagsOn(row.index).map((mark) => ({ mark, row })));
    return [...here, ...this.#model.groups.later.map((mark) => ({ mark, row: undefined }))];
  }

  #entry({ mark, row }: Item): HTMLElement {
    const index = mark.index ?? 0;
    const said = row === undefined ? t('Message #{0}, not shown yet', index.toLocaleString()) : oneLine(row.text, 200);
    return button(
      {
        class: 'outline-entry',
        'data-entry-of': mark.id,
        title: mark.author || undefined,
        click: () => this.#go(index),
      },
      el('span', { class: 'outline-type', dir: 'auto', text: flagWords(mark) }),
      el('span', { class: 'outline-time', text: offset(row?.seconds ?? null) }),
      el('span', { class: 'outline-text', dir: 'auto', text: said }),
    );
  }
}
