import type { CorrectedView } from '../../../src/shared/corrected.ts';
import type { TranscriptHeader } from '../../../src/shared/transcript.ts';
import { el, iconButton } from '../dom.ts';
import type { Post } from '../host.ts';
import { keepFocus } from './keep-focus.ts';
import { t } from '../l10n.ts';
import type { Live } from './live.ts';
import type { Memory } from './memory.ts';
import type { Rows } from './rows.ts';
import type * as Drawing from './corrected.ts';

export interface CorrectedParts {
  /** The header's line, which has the button and what there is to say. */
  readonly bar: HTMLElement;
  readonly rows: Rows;
  readonly live: Live;
  readonly memory: Memory;
  readonly post: Post;
}

/**
 * The corrected transcript beside what was heard, shown or not. What draws it loads when there is something to draw.
 */
export class LateCorrected {
  readonly #parts: CorrectedParts;
  readonly #isCall: boolean;
  readonly #note = el('div', { class: 'corrected-note', role: 'group', 'aria-label': t('Corrected transcript') });
  readonly #button = iconButton('diff', t('Corrected transcript'), {
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

  /** Shows the corrected transcript, or hides it. Returns whether there can be one. */
  toggle(): boolean {
    if (!this.#isCall) return false;
    const shown = this.#shown !== true;
    this.#press(shown);
    this.#parts.post({ type: 'corrected', request: shown ? 'show' : 'hide' });
    if (!shown) {
      this.#clear();
      this.#parts.live.say(t('Corrected transcript hidden.'));
    }
    return true;
  }

  take(view: CorrectedView): void {
    this.#latest = view;
    if (view.kind === 'hidden') {
      this.#press(undefined);
      this.#clear();
      return;
    }
    void import('./corrected.ts').then((drawing) => {
      // While this loaded it may have been hidden, or something else may have come.
      if (this.#disposed || this.#shown === false || view !== this.#latest) return;
      this.#press(true);
      this.#draw(view, drawing);
      this.#parts.live.say(drawing.noteWords(view));
    });
  }

  #draw(view: Exclude<CorrectedView, { kind: 'hidden' }>, drawing: typeof Drawing): void {
    const { bar, live, memory, post, rows } = this.#parts;
    const all = memory.value.allCorrected;
    const restoreFocus = keepFocus();
    const act = (id: string): void => {
      if (id === 'hide') this.toggle();
      else if (id === 'retry') post({ type: 'corrected', request: 'show' });
      else if (id === 'all') {
        memory.update({ allCorrected: !all });
        this.#draw(view, drawing);
        live.say(all ? t('Corrections only.') : t('All messages.'));
      } else post({ type: 'problem', action: id });
    };
    this.#note.replaceChildren(...drawing.drawNote(view, all, act));
    if (!this.#note.isConnected) bar.append(this.#note);
    rows.showBeside(view.kind === 'ready' ? drawing.drawLines(view.lines, all) : undefined);
    restoreFocus();
  }

  #clear(): void {
    const had = this.#note.contains(document.activeElement);
    this.#note.remove();
    this.#parts.rows.showBeside(undefined);
    if (had) this.#button.focus({ preventScroll: true });
  }

  dispose(): void {
    this.#disposed = true;
  }

  #press(shown: boolean | undefined): void {
    this.#shown = shown;
    this.#button.setAttribute('aria-pressed', String(shown === true));
  }
}
