import type { FlagMark } from '../../../src/shared/transcript.ts';
import { closest, el, iconButton } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import type { Model } from '../model.ts';
import type { SavedState } from '../saved-state.ts';
import type { FlagList } from './flag-list.ts';

/** The class of the list once it is loaded: from then on a list is drawn at once, and keeps the focus. */
let LoadedFlagList: typeof FlagList | undefined;

/**
 * The panel with the list of flags: beside the transcript where the page is wide enough, else over it while the button in
 * the bar is pressed. The style sheet decides which.
 */
export class FlagPanel {
  readonly element = el('div', { class: 'side', id: 'side' });
  readonly button = iconButton('flag', t('Flags'), {
    class: 'icon-button side-button',
    'aria-controls': 'side',
    click: () => void this.#open(!this.#saved.value.listing),
  });
  readonly #model: Model;
  readonly #saved: SavedState;
  readonly #go: (mark: FlagMark) => void;
  #loading: Promise<void> | undefined;
  #list: FlagList | undefined;

  /** @param go scrolls to a flag and focuses it */
  constructor(model: Model, saved: SavedState, go: (mark: FlagMark) => void) {
    this.#model = model;
    this.#saved = saved;
    this.#go = go;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !saved.value.listing) return;
      event.preventDefault();
      event.stopPropagation();
      void this.#open(false);
    });
    this.#mark(saved.value.listing);
  }

  /** Draws the list; its code loads with the first flag, and without any there is no list. */
  draw(): void {
    const { byIndex, notLoaded, unplaced } = this.#model.groups;
    const any = byIndex.size + notLoaded.length + unplaced.length > 0;
    if (any) this.#make();
    this.#list?.draw();
    this.element.hidden = !any;
    this.button.hidden = !any;
    this.element.parentElement?.classList.toggle('with-side', any);
  }

  #make(): void {
    if (LoadedFlagList === undefined) {
      this.#loading ??= this.#load();
      return;
    }
    if (this.#list !== undefined) return;
    this.#list = new LoadedFlagList(this.#model, this.#saved, (mark) => {
      this.#mark(false);
      this.#go(mark);
    });
    this.element.replaceChildren(this.#list.element);
  }

  async #load(): Promise<void> {
    LoadedFlagList = (await import('./flag-list.ts')).FlagList;
    this.draw();
  }

  async #open(open: boolean): Promise<void> {
    this.#mark(open);
    await this.#loading;
    const first = open ? this.element.querySelector<HTMLElement>('select') : this.button;
    if (open || closest(document.activeElement, '.side') !== null) first?.focus();
  }

  #mark(open: boolean): void {
    if (this.#saved.value.listing !== open) this.#saved.update({ listing: open });
    this.element.classList.toggle('open', open);
    this.button.setAttribute('aria-expanded', String(open));
  }
}
