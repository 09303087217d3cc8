import type { PageState } from '../../src/shared/messages.ts';
import type { PathwayView } from '../../src/shared/pathway.ts';
import { subjectOf, type TranscriptRow, type TranscriptView } from '../../src/shared/transcript.ts';
import { hideRows } from './rows/dimmed.ts';
import { el } from './dom.ts';
import type { HostHandlers, Post } from './host.ts';
import { keepFocus } from './rows/keep-focus.ts';
import { KeyTable } from './keys.ts';
import { t } from './l10n.ts';
import { Live } from './rows/live.ts';
import type { Memory } from './rows/memory.ts';
import { addedRows, sameRows } from './rows/model.ts';
import { TranscriptScreen } from './screen.ts';
import { drawLoading, drawProblem } from './states.ts';

/** Where the reader is typing a note; null while typing elsewhere or not at all. */
function noteCaret(): number | null {
  const active = document.activeElement;
  return active instanceof HTMLTextAreaElement ? active.selectionEnd : null;
}

/** Whether the page is scrolled to its end, or as good as. */
function isAtEnd(): boolean {
  return window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 40;
}

/** Shows the state the host sends: loading, a problem, or a transcript; and hands on what it says about that. */
export class Page {
  readonly #content = el('div', { class: 'content' });
  readonly #live: Live;
  readonly #memory: Memory;
  readonly #post: Post;
  readonly #keys = new KeyTable();
  #screen: TranscriptScreen | undefined;
  /** What the agent did, as it was told last, and whether it was told masked. */
  #pathway: PathwayView | undefined;
  #masked = false;
  /** A view whose messages come in parts, until it has all of them. */
  #arriving: TranscriptView | undefined;

  readonly handlers: HostHandlers = {
    state: ({ state }) => this.#show(state),
    rows: (message) => this.#take(message),
    flags: ({ flags }) => this.#renew((screen) => screen.showFlags(flags)),
    pathway: ({ pathway }) => {
      this.#pathway = pathway;
      this.#renew((screen) => screen.showPathway(pathway));
    },
    names: ({ names }) => this.#renew((screen) => screen.showNames(names)),
    flagTypes: ({ flagTypes, loading }) => this.#screen?.showTypes(flagTypes, loading),
    reveal: ({ index }) => this.#screen?.reveal(index),
    panel: ({ panel }) => {
      this.#screen?.closeComposer();
      this.#memory.belongTo(panel);
    },
    compose: ({ index, quote, draft, others }) => this.#screen?.compose(index, quote, draft, others),
    keys: ({ keys }) => this.#keys.use(keys),
    dimmed: ({ hidden }) => (this.#screen === undefined ? hideRows(hidden) : this.#screen.hideDimmed(hidden)),
    act: ({ action }) => this.#screen?.act(action),
    corrected: ({ corrected }) => this.#screen?.showCorrected(corrected),
    audio: ({ audio }) => this.#screen?.hear(audio),
    commented: ({ index, accepted }) => this.#screen?.commented(index, accepted),
    say: ({ text, tone }) => this.#live.say(text, tone),
  };

  constructor(root: HTMLElement, memory: Memory, post: Post) {
    this.#memory = memory;
    this.#post = post;
    root.append(this.#content);
    this.#live = new Live(root);
    this.#content.append(drawLoading());
  }

  #show(state: PageState): void {
    this.#arriving = undefined;
    if (state.kind === 'ready') {
      if ((state.view.following ?? 0) > 0) this.#arriving = state.view;
      else this.#showTranscript(state.view);
      return;
    }
    this.#leave();
    const other = state.kind === 'loading' ? drawLoading() : drawProblem(state.sentence, state.actions, this.#post);
    this.#content.replaceChildren(other);
  }

  /** Draws a part of the screen anew; the keyboard stays on what it was on. */
  #renew(draw: (screen: TranscriptScreen) => void): void {
    const restoreFocus = keepFocus();
    if (this.#screen !== undefined) draw(this.#screen);
    restoreFocus();
  }

  /** More messages: they make a view whole that is arriving, or come after those that stand here. */
  #take({ rows, more }: { readonly rows: readonly TranscriptRow[]; readonly more: number }): void {
    const view = this.#arriving;
    if (view === undefined) {
      this.#screen?.append(rows, more);
      return;
    }
    const following = Math.max(0, (view.following ?? 0) - rows.length);
    this.#show({ kind: 'ready', view: { ...view, rows: [...view.rows, ...rows], following } });
  }

  /** A transcript whose rows are those on the page keeps them; otherwise it is drawn anew, at the same place. */
  #showTranscript(view: TranscriptView): void {
    const shown = this.#screen;
    if (shown !== undefined && sameRows(shown.view, view)) {
      this.#renew((screen) => {
        screen.showFlags(view.flags);
        screen.showComments(view.comments);
      });
      shown.append([], view.more ?? 0);
      shown.showTypes(view.flagTypes, view.typesLoading);
      return;
    }
    const caret = noteCaret();
    const restoreFocus = keepFocus();
    const added = shown === undefined ? 0 : addedRows(shown.view, view);
    const atEnd = added > 0 && isAtEnd();
    this.#leave();
    this.#memory.enter(subjectOf(view.header), view.drafts);
    const screen = new TranscriptScreen(view, {
      post: this.#post,
      live: this.#live,
      memory: this.#memory,
      keys: this.#keys,
    });
    this.#screen = screen;
    this.#content.replaceChildren(screen.element);
    screen.start();
    // What grows is drawn with what is known of it; it comes again, and then nothing jumps.
    const { masked = false } = view;
    if (added === 0 || masked !== this.#masked) this.#pathway = undefined;
    if (this.#pathway !== undefined) screen.showPathway(this.#pathway);
    this.#masked = masked;
    if (caret !== null) screen.typeAt(caret);
    restoreFocus();
    if (added === 0) return;
    // Whoever reads along at the end stays there; whoever reads above is not moved.
    if (atEnd && (view.more ?? 0) === 0) screen.toEnd();
    this.#live.say(added === 1 ? t('1 new message.') : t('{0} new messages.', added));
  }

  #leave(): void {
    this.#screen?.dispose();
    this.#screen = undefined;
  }
}
