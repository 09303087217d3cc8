import type { CorrectedView } from '../../../src/shared/corrected.ts';
import type { TranscriptHeader } from '../../../src/shared/transcript.ts';
import { el, iconButton } from '../dom.ts';
import type { Post } from '../host.ts';
import { keepFocus } from '../keep-focus.ts';
import { t } from '../l10n.ts';
import type { Live } from '../live.ts';
import type { Rows } from '../rows.ts';

export interface CorrectedParts {
  /** The header's line, which has the button and what there is to say. */
  readonly bar: HTMLElement;
  readonly rows: Rows;
  readonly live: Live;
  readonly post: Post;
}

/**
 * The corrected text beside what was heard, shown or not. What draws it loads when there is something to draw.
 */
export class LateCorrected {
  readonly #parts: CorrectedParts;
  readonly #isCall: boolean;
  readonly #note = el('div', { class: 'corrected-note', role: 'group', 'aria-label': t('Corrected text') });
  readonly #button = iconButton('diff', t('Corrected text'), {
    click: () => void this.toggle(),
  });
  /** Undefined until the reader, or the host, which knows what was shown before, has said so. */
  #shown: boolean | undefined;
  #latest: CorrectedView | undefined;
  #disposed = false;

  constructor(parts: CorrectedParts, kind: TranscriptHeader['kind']) {
    this.#parts = parts;
    this.#isCall = kind === 'call';
    if (!this.#isCall) return;
    parts.bar.querySelector('.bar-actions')?.prepend(this.#button);
    this.#press(undefined);
  }

  /** Shows the corrected text, or hides it. Returns whether there can be one. */
  toggle(): boolean {
    if (!this.#isCall) return false;
    const shown = this.#shown !== true;
    this.#press(shown);
    this.#parts.post({ type: 'corrected', request: shown ? 'show' : 'hide' });
    if (!shown) {
      const had = this.#note.contains(document.activeElement);
      this.#note.remove();
      this.#parts.rows.showBeside(undefined);
      this.#parts.live.say(t('The corrected text is hidden.'));
      if (had) this.#button.focus({ preventScroll: true });
    }
    return true;
  }

  take(view: CorrectedView): void {
    this.#latest = view;
    void import('./corrected.ts').then(({ drawLines, drawNote, noteWords }) => {
      // While this loaded it may have been hidden, or something else may have come.
      if (this.#disposed || this.#shown === false || view !== this.#latest) return;
      this.#press(true);
      const { bar, live, post, rows } = this.#parts;
      const restoreFocus = keepFocus();
      const act = (id: string): void => {
        if (id === 'hide') this.toggle();
        else if (id === 'retry') post({ type: 'corrected', request: 'show' });
        else post({ type: 'problem', action: id });
      };
      this.#note.replaceChildren(...drawNote(view, act));
      if (!this.#note.isConnected) bar.append(this.#note);
      rows.showBeside(view.kind === 'ready' ? drawLines(view.lines) : undefined);
      live.say(noteWords(view));
      restoreFocus();
    });
  }

  dispose(): void {
    this.#disposed = true;
  }

  #press(shown: boolean | undefined): void {
    this.#shown = shown;
    this.#button.setAttribute('aria-pressed', String(shown === true));
  }
}
