import type { FlagMark } from '../../../src/shared/transcript.ts';
import { around, el, iconButton } from '../dom.ts';
import { t } from '../l10n.ts';
import type { Memory } from '../rows/memory.ts';
import type { Model } from '../rows/model.ts';
import type { Outline } from './outline.ts';

/** How the list is made, once that has been loaded: from then on it is there at once, and the keyboard finds it again. */
let LateOutline: typeof Outline | undefined;

/**
 * The list of flags: beside the transcript where the panel is wide enough for both; else over it, while the button in
 * the header's line is pressed (the style sheet decides which of the two it is).
 */
export class Side {
  readonly element = el('div', { class: 'side', id: 'side' });
  readonly button = iconButton('flag', t('Flags'), {
    class: 'icon-button side-button',
    'aria-controls': 'side',
    click: () => void this.#open(!this.#memory.value.listing),
  });
  readonly #model: Model;
  readonly #memory: Memory;
  readonly #go: (mark: FlagMark) => void;
  /** Loaded with the first flag. */
  #loading: Promise<void> | undefined;
  #outline: Outline | undefined;

  /** `go` brings a flag into view, with the keyboard. */
  constructor(model: Model, memory: Memory, go: (mark: FlagMark) => void) {
    this.#model = model;
    this.#memory = memory;
    this.#go = go;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !memory.value.listing) return;
      event.preventDefault();
      event.stopPropagation();
      void this.#open(false);
    });
    this.#mark(memory.value.listing);
  }

  /** Draws the flags that there are now; without any there is no list. */
  show(): void {
    const { byIndex, later, loose } = this.#model.groups;
    const any = byIndex.size + later.length + loose.length > 0;
    if (any) this.#make();
    this.#outline?.draw();
    this.element.hidden = !any;
    this.button.hidden = !any;
    this.element.parentElement?.classList.toggle('with-side', any);
  }

  #make(): void {
    if (LateOutline === undefined) {
      this.#loading ??= this.#load();
      return;
    }
    if (this.#outline !== undefined) return;
    this.#outline = new LateOutline(this.#model, this.#memory, (mark) => {
      this.#mark(false);
      this.#go(mark);
    });
    this.element.replaceChildren(this.#outline.element);
  }

  async #load(): Promise<void> {
    LateOutline = (await import('./outline.ts')).Outline;
    this.show();
  }

  async #open(open: boolean): Promise<void> {
    this.#mark(open);
    await this.#loading;
    const first = open ? this.element.querySelector<HTMLElement>('select') : this.button;
    if (open || around(document.activeElement, '.side') !== null) first?.focus();
  }

  #mark(open: boolean): void {
    if (this.#memory.value.listing !== open) this.#memory.update({ listing: open });
    this.element.classList.toggle('open', open);
    this.button.setAttribute('aria-expanded', String(open));
  }
}
