import type { CorrectedView } from '../../../src/shared/corrected.ts';
import type { TranscriptHeader } from '../../../src/shared/transcript.ts';
import type { Announcer } from '../../ui/announcer.ts';
import { el, iconButton } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { captureFocus } from '../capture-focus.ts';
import type { Post } from '../host.ts';
import type { SavedState } from '../saved-state.ts';
import type * as Drawing from './corrected-lines.ts';
import type { Rows } from './rows.ts';

export interface CorrectedTranscriptParts {
  /** The bar of the header, which has the button and the status. */
  readonly bar: HTMLElement;
  readonly rows: Rows;
  readonly announcer: Announcer;
  readonly saved: SavedState;
  readonly post: Post;
}

/**
 * Shows or hides the corrected transcript beside the original. The code that draws it loads when there is something to draw.
 */
export class CorrectedTranscript {
  readonly #parts: CorrectedTranscriptParts;
  readonly #isCall: boolean;
  readonly #status = el('div', { class: 'corrected-note', role: 'group', 'aria-label': t('Corrected transcript') });
  readonly #button = iconButton('diff', t('Corrected transcript'), {
    click: () => void this.toggle(),
  });
  /** Undefined until it is toggled, here or by the host, which knows what was shown before. */
  #shown: boolean | undefined;
  #latest: CorrectedView | undefined;
  #disposed = false;

  constructor(parts: CorrectedTranscriptParts, kind: TranscriptHeader['kind']) {
    this.#parts = parts;
    this.#isCall = kind === 'call';
    if (!this.#isCall) return;
    parts.bar.querySelector('.bar-actions')?.prepend(this.#button);
    this.#press(undefined);
  }

  /** Shows or hides it. Returns whether there can be one. */
  toggle(): boolean {
    if (!this.#isCall) return false;
    const shown = this.#shown !== true;
    this.#press(shown);
    this.#parts.post({ type: 'corrected', request: shown ? 'show' : 'hide' });
    if (!shown) {
      this.#clear();
      this.#parts.announcer.say(t('Corrected transcript hidden.'));
    }
    return true;
  }

  show(view: CorrectedView): void {
    this.#latest = view;
    if (view.kind === 'hidden') {
      this.#press(undefined);
      this.#clear();
      return;
    }
    void import('./corrected-lines.ts').then((drawing) => {
      // While this loaded, it may have been hidden or replaced.
      if (this.#disposed || this.#shown === false || view !== this.#latest) return;
      this.#press(true);
      this.#draw(view, drawing);
      this.#parts.announcer.say(drawing.statusText(view));
    });
  }

  #draw(view: Exclude<CorrectedView, { kind: 'hidden' }>, drawing: typeof Drawing): void {
    const { bar, announcer, saved, post, rows } = this.#parts;
    const all = saved.value.allCorrected;
    const restoreFocus = captureFocus();
    const act = (id: string): void => {
      if (id === 'hide') this.toggle();
      else if (id === 'retry') post({ type: 'corrected', request: 'show' });
      else if (id === 'all') {
        saved.update({ allCorrected: !all });
        this.#draw(view, drawing);
        announcer.say(all ? t('Corrections only.') : t('All messages.'));
      } else post({ type: 'problem', action: id });
    };
    this.#status.replaceChildren(...drawing.drawStatus(view, all, act));
    if (!this.#status.isConnected) bar.append(this.#status);
    rows.showBeside(view.kind === 'ready' ? drawing.drawLines(view.lines, all) : undefined);
    restoreFocus();
  }

  #clear(): void {
    const had = this.#status.contains(document.activeElement);
    this.#status.remove();
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
