import type { PageState } from '../../src/shared/messages.ts';
import type { PathwayView } from '../../src/shared/pathway.ts';
import type { ReviewView } from '../../src/shared/review.ts';
import { subjectOf, type TranscriptRow, type TranscriptView } from '../../src/shared/transcript.ts';
import { Announcer } from '../ui/announcer.ts';
import { el } from '../ui/dom.ts';
import { t } from '../ui/l10n.ts';
import { captureFocus } from './capture-focus.ts';
import type { HostHandlers, Post } from './host.ts';
import { KeyTable } from './key-table.ts';
import { addedRows, sameRows } from './model.ts';
import { hideDimmedRows } from './rows/dimmed-rows.ts';
import type { SavedState } from './saved-state.ts';
import { TranscriptScreen } from './screen.ts';
import { drawLoading, drawProblem } from './states.ts';

/** The caret of the focused note; null when none is focused. */
function noteCaret(): number | null {
  const active = document.activeElement;
  return active instanceof HTMLTextAreaElement ? active.selectionEnd : null;
}

/** Returns whether the page is scrolled to its end, give or take 40 px. */
function isAtEnd(): boolean {
  return window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 40;
}

/** Shows the state that the host sends: loading, a problem, or a transcript. */
export class Page {
  readonly #content = el('div', { class: 'content' });
  readonly #announcer: Announcer;
  readonly #saved: SavedState;
  readonly #post: Post;
  readonly #keys = new KeyTable();
  #screen: TranscriptScreen | undefined;
  /** The last pathway of the transcript that is shown. */
  #pathway: PathwayView | undefined;
  /** The place in the review queue. */
  #review: ReviewView | null = null;
  /** The last view was masked. */
  #masked = false;
  /** A view whose rows come in several messages, until it has all of them. */
  #incomplete: TranscriptView | undefined;

  readonly handlers: HostHandlers = {
    state: ({ state }) => this.#show(state),
    rows: (message) => this.#showRows(message),
    flags: ({ flags }) => this.#redraw((screen) => screen.showFlags(flags)),
    flagged: () => this.#redraw((screen) => screen.flagged()),
    pathway: ({ pathway }) => {
      this.#pathway = pathway;
      this.#redraw((screen) => screen.showPathway(pathway));
    },
    review: ({ review }) => {
      this.#review = review;
      this.#screen?.showReview(review);
    },
    names: ({ names }) => this.#redraw((screen) => screen.showNames(names)),
    flagTypes: ({ flagTypes, loading }) => this.#screen?.showTypes(flagTypes, loading),
    reveal: ({ index }) => this.#screen?.reveal(index),
    panel: ({ panel }) => {
      this.#screen?.closeComposer();
      this.#saved.setPanel(panel);
    },
    compose: ({ index, quote, draft, others }) => this.#screen?.compose(index, quote, draft, others),
    keys: ({ keys }) => this.#keys.use(keys),
    dimmed: ({ hidden }) => (this.#screen === undefined ? hideDimmedRows(hidden) : this.#screen.hideDimmed(hidden)),
    act: ({ action }) => this.#screen?.run(action),
    corrected: ({ corrected }) => this.#screen?.showCorrected(corrected),
    audio: ({ audio }) => this.#screen?.handleAudio(audio),
    commented: ({ index, accepted }) => this.#screen?.commented(index, accepted),
    say: ({ text, tone }) => this.#announcer.say(text, tone),
  };

  constructor(root: HTMLElement, saved: SavedState, post: Post) {
    this.#saved = saved;
    this.#post = post;
    root.append(this.#content);
    this.#announcer = new Announcer(root);
    this.#content.append(drawLoading());
  }

  #show(state: PageState): void {
    this.#incomplete = undefined;
    if (state.kind === 'ready') {
      if ((state.view.following ?? 0) > 0) this.#incomplete = state.view;
      else this.#showTranscript(state.view);
      return;
    }
    this.#leave();
    const other = state.kind === 'loading' ? drawLoading() : drawProblem(state.sentence, state.actions, this.#post);
    this.#content.replaceChildren(other);
  }

  /** Redraws a part of the screen; the focus is kept. */
  #redraw(draw: (screen: TranscriptScreen) => void): void {
    const restoreFocus = captureFocus();
    if (this.#screen !== undefined) draw(this.#screen);
    restoreFocus();
  }

  /** Rows of an incomplete view, or the next ones of the transcript that is shown. */
  #showRows({ rows, more }: { readonly rows: readonly TranscriptRow[]; readonly more: number }): void {
    const view = this.#incomplete;
    if (view === undefined) {
      this.#screen?.append(rows, more);
      return;
    }
    const following = Math.max(0, (view.following ?? 0) - rows.length);
    this.#show({ kind: 'ready', view: { ...view, rows: [...view.rows, ...rows], following } });
  }

  /** Shows a transcript. Rows that are on the page already stay; else it is drawn from scratch, at the same position. */
  #showTranscript(view: TranscriptView): void {
    const shown = this.#screen;
    if (shown !== undefined && sameRows(shown.view, view)) {
      this.#redraw((screen) => {
        screen.showFlags(view.flags);
        screen.showComments(view.comments);
      });
      shown.append([], view.more ?? 0);
      shown.showTypes(view.flagTypes, view.typesLoading);
      return;
    }
    const caret = noteCaret();
    const restoreFocus = captureFocus();
    const added = shown === undefined ? 0 : addedRows(shown.view, view);
    const atEnd = added > 0 && isAtEnd();
    this.#leave();
    this.#saved.enter(subjectOf(view.header), view.drafts);
    const screen = new TranscriptScreen(view, {
      post: this.#post,
      announcer: this.#announcer,
      saved: this.#saved,
      keys: this.#keys,
    });
    this.#screen = screen;
    screen.showReview(this.#review);
    this.#content.replaceChildren(screen.element);
    screen.start();
    // A call that grows keeps its pathway until the next one comes: events that vanish meanwhile would make it jump.
    const { masked = false } = view;
    if (added === 0 || masked !== this.#masked) this.#pathway = undefined;
    if (this.#pathway !== undefined) screen.showPathway(this.#pathway);
    this.#masked = masked;
    if (caret !== null) screen.typeAt(caret);
    restoreFocus();
    if (added === 0) return;
    // Keep a reader at the end there; do not move one further up.
    if (atEnd && (view.more ?? 0) === 0) screen.scrollToEnd();
    this.#announcer.say(added === 1 ? t('1 new message.') : t('{0} new messages.', added));
  }

  #leave(): void {
    this.#screen?.dispose();
    this.#screen = undefined;
  }
}
