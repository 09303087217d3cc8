import type { AudioMessage } from '../../src/shared/audio.ts';
import type { CorrectedView } from '../../src/shared/corrected.ts';
import type { KeyAction } from '../../src/shared/keys.ts';
import type { PathwayView } from '../../src/shared/pathway.ts';
import type { Draft, FlagMark, FlagTypeChoice, TranscriptRow, TranscriptView } from '../../src/shared/transcript.ts';
import type { Announcer } from '../ui/announcer.ts';
import { el } from '../ui/dom.ts';
import { t } from '../ui/l10n.ts';
import { plain } from '../ui/text.ts';
import { TranscriptBody } from './body.ts';
import { CommentController } from './composer/comment-controller.ts';
import { FlagController, type OnSave } from './composer/flag-controller.ts';
import { FlagActions } from './flags/flag-actions.ts';
import { FlagsAhead } from './flags/flags-ahead.ts';
import { FlagButtons } from './flags/flag-buttons.ts';
import { captureFocus } from './capture-focus.ts';
import { BarHeight } from './head/bar-height.ts';
import { drawHeader, type Header } from './head/header.ts';
import type { Post } from './host.ts';
import type { KeyTable } from './key-table.ts';
import { Keyboard } from './keyboard.ts';
import { Model } from './model.ts';
import { LazyPlayer } from './player/lazy-player.ts';
import { bindPointer } from './pointer.ts';
import { restorePosition } from './restore-position.ts';
import { CorrectedTranscript } from './rows/corrected-transcript.ts';
import { MoreMessages } from './rows/more-messages.ts';
import { Navigation } from './rows/navigation.ts';
import { NodeLine } from './rows/node-line.ts';
import { Rows } from './rows/rows.ts';
import { ScrollPosition } from './rows/scroll-position.ts';
import { SelectedMessages } from './rows/selected-messages.ts';
import { SelectionReporter } from './rows/selection-reporter.ts';
import { Selection } from './rows/selection.ts';
import type { SavedState } from './saved-state.ts';

export interface ScreenParts {
  readonly post: Post;
  readonly announcer: Announcer;
  readonly saved: SavedState;
  readonly keys: KeyTable;
}

/** A transcript on the page, from its header to the flags after its end. */
export class TranscriptScreen {
  readonly element: HTMLElement;
  /** Shows the names of what the header has IDs of. */
  readonly showNames: Header['showNames'];
  readonly showReview: Header['showReview'];
  readonly #parts: ScreenParts;
  readonly #model: Model;
  /** IDs of the flags and comments whose texts are expanded. */
  readonly #expanded = new Set<string>();
  readonly #rows: Rows;
  readonly #selection: Selection;
  readonly #reporter: SelectionReporter;
  readonly #composer: FlagController | CommentController;
  readonly #scroll: ScrollPosition;
  readonly #selectedMessages: SelectedMessages;
  readonly #keyboard: Keyboard;
  readonly #player: LazyPlayer;
  readonly #corrected: CorrectedTranscript;
  readonly #buttons: FlagButtons;
  readonly #barHeight: BarHeight;
  readonly #node: NodeLine;
  readonly #body: TranscriptBody;
  readonly #moreMessages: MoreMessages;
  /** The flags that the host shows, and those that are shown: with the ones that it has not answered yet. */
  #hostFlags: readonly FlagMark[];
  #flags: readonly FlagMark[];
  readonly #ahead = new FlagsAhead();
  /** IDs of the failed comments, so that each failure is announced once. */
  #failedComments: readonly string[];

  constructor(view: TranscriptView, parts: ScreenParts) {
    const { post, announcer, saved, keys } = parts;
    const { kind } = view.header;
    this.#parts = parts;
    this.#hostFlags = view.flags;
    this.#flags = view.flags;
    this.#failedComments = failedIds(view.comments);
    const model = new Model(view);
    this.#model = model;
    const rows = new Rows(model, this.#expanded, (index) => saved.closedDraft(index) !== undefined, {
      accept: ({ index, flagType, note }) => this.#composer.openWith({ index, flagType, isNew: false, note }),
      answer: (id, action) => post({ type: 'finding', id, action }),
    });
    this.#rows = rows;
    const { list } = rows;
    const node = new NodeLine(model, () => this.#scroll.firstVisible);
    this.#node = node;
    const { bar, details, showNames, showReview } = drawHeader(view, saved, post);
    this.showNames = showNames;
    this.showReview = showReview;
    const moreMessages = new MoreMessages(model, post);
    this.#moreMessages = moreMessages;
    const reveal = (index: number): void => this.reveal(index);
    this.#buttons = new FlagButtons(list.element, kind, view.canFlag || kind === 'call', () => keys.firstKey('flag'));
    const selection = new Selection(list, (position) => this.#selected(position));
    this.#selection = selection;
    const composing = { model, rows, saved, announcer, post, selection };
    // What was typed may have to be masked, which the host does.
    const onSave: OnSave = view.masked === true ? () => undefined : (...flags) => this.#drawAhead(...flags);
    this.#composer = kind === 'sms' ? new CommentController(composing) : new FlagController(composing, view, onSave);
    this.#selectedMessages = new SelectedMessages({ model, selection, post });
    const reporter = new SelectionReporter(
      post,
      selection,
      (position) => model.placed[position]?.row.index,
      () => this.#selectedMessages.indexes,
    );
    this.#reporter = reporter;
    const scroll = new ScrollPosition(list, model, saved, [bar, node.element]);
    this.#scroll = scroll;
    const around = { rows, node, moreMessages, bar, expanded: this.#expanded, reveal };
    this.#body = new TranscriptBody({ model, saved, announcer, post, scroll, selection, ...around });
    this.element = el('div', { class: 'screen' }, bar, details, this.#body.main, this.#body.flagPanel);
    const actions = new FlagActions(
      post,
      announcer,
      (id) => this.#flags.find((mark) => mark.id === id),
      this.#expanded,
    );
    const flag = (position: number): void => this.#flagAt(position);
    const [top, more] = [(): number => scroll.top, (): void => moreMessages.loadNext()];
    this.#player = new LazyPlayer(view.recording, { model, list, saved, announcer, post, top, more });
    if (kind === 'call') bar.append(this.#player.element);
    this.#corrected = new CorrectedTranscript({ bar, rows, announcer, saved, post }, kind);
    this.#keyboard = new Keyboard({
      reportSelection: () => reporter.report(),
      keys,
      list,
      selection,
      navigation: new Navigation({ model, list, selection, scroll, announcer, reveal }),
      actions,
      announcer,
      post,
      flag,
      copy: (context) => this.#selectedMessages.copy(context),
      play: (position) => this.#player.playOrPause(position),
      toggleCorrected: () => this.#corrected.toggle(),
      closeComposer: () => this.#composer.close(),
    });
    bindPointer({
      screen: this.element,
      list: list.element,
      model,
      selection,
      reporter,
      actions,
      flag,
      openNode: (named) => post({ type: 'node/open', node: named }),
      openDraft: (position) => this.#composer.openDraft(model.placed[position]?.row.index ?? -1),
      announceCount: (count) => announcer.say(t('{0} messages selected.', count)),
    });
    this.#barHeight = new BarHeight(bar, details, node.element);
    this.#drawAround();
  }

  /** Builds the rows and restores the position. To be called once the element is in the document. */
  start(): void {
    this.#barHeight.measure();
    restorePosition({
      model: this.#model,
      saved: this.#parts.saved,
      list: this.#rows.list,
      moreMessages: this.#moreMessages,
      composer: this.#composer,
      selection: this.#selection,
      scroll: this.#scroll,
    });
  }

  /** The view as the page got it; its flags are the first ones. */
  get view(): TranscriptView {
    return this.#model.view;
  }

  scrollToEnd(): void {
    this.#rows.list.element.scrollIntoView({ block: 'end' });
  }

  /** Adds the next messages of a long call. `more` are not loaded yet. */
  append(rows: readonly TranscriptRow[], more: number): void {
    const from = this.#model.placed.length;
    const { hasFocus } = this.#moreMessages;
    this.#model.append(rows, more, this.#flags);
    this.#drawAround();
    if (rows.length === 0) return;
    this.#rows.grow(rows.length);
    this.#parts.announcer.say(this.#moreMessages.loadedFrom(from));
    if (hasFocus) this.#selection.select(from, { focus: true, scroll: 'nearest' });
    this.#moreMessages.onLoaded();
  }

  /** Shows new flags; only rows whose flags changed are drawn. */
  showFlags(flags: readonly FlagMark[]): void {
    const before = new Map(this.#hostFlags.map((mark) => [mark.id, mark.state]));
    this.#hostFlags = flags;
    this.#drawFlags();
    const failed = flags.find((mark) => mark.state === 'failed' && before.get(mark.id) !== 'failed');
    if (failed !== undefined) {
      this.#parts.announcer.say(failed.problem === undefined ? t('Flag not saved.') : plain(failed.problem));
    }
  }

  /** The host has answered the save of flags: each is among those it shows, or could not be made. */
  flagged(): void {
    this.#ahead.answered(this.#hostFlags);
    this.#drawFlags();
  }

  #drawAhead(...[indexes, flag]: Parameters<OnSave>): void {
    const restoreFocus = captureFocus();
    this.#ahead.save(indexes, flag, this.#hostFlags);
    this.#drawFlags();
    restoreFocus();
  }

  #drawFlags(): void {
    this.#flags = this.#ahead.with(this.#hostFlags);
    for (const index of this.#model.setFlags(this.#flags)) this.#rows.redraw(index);
    this.#selection.refresh();
    this.#drawAround();
  }

  /** Shows new comments of an SMS conversation. */
  showComments(comments: TranscriptView['comments'] = []): void {
    const failed = comments.filter(({ state, id }) => state === 'failed' && !this.#failedComments.includes(id));
    this.#failedComments = failedIds(comments);
    for (const index of this.#model.setComments(comments)) this.#rows.redraw(index);
    this.#selection.refresh();
    const [first] = failed;
    if (first !== undefined) this.#parts.announcer.say(plain(first.problem ?? t('Comment not saved.')));
  }

  showTypes(types: readonly FlagTypeChoice[], loading = false): void {
    this.#composer.showTypes(types, loading);
  }

  /** Runs the action of a command, as its key does. */
  run(action: KeyAction): void {
    this.#keyboard.run(action);
  }

  /** Selects the row with this index in the middle of the page; it is focused if the page has the focus. */
  reveal(index: number): void {
    this.#moreMessages.whenLoaded(index, () => this.#reveal(index));
  }

  #reveal(index: number): void {
    const position = this.#model.positionOf(index);
    if (position === undefined) {
      this.#parts.announcer.say(t('Message not found.'), 'warning');
      return;
    }
    const typing = document.activeElement?.closest('.composer') !== null;
    this.#selection.select(position, { focus: document.hasFocus() && !typing, scroll: 'center' });
  }

  showPathway(pathway: PathwayView): void {
    if (!this.#model.setPathway(pathway)) return;
    // It may come long after the rows, and adds lines above the message that somebody reads.
    this.#scroll.keepWhile(this.#selection.position, () => this.#body.drawPathway(pathway));
    this.#selection.refresh();
    this.#composer.showNode();
    this.#barHeight.measure();
  }

  showCorrected(corrected: CorrectedView): void {
    this.#corrected.show(corrected);
  }

  /** Hides or shows the rows of actions, robots and noise. */
  hideDimmed(hidden: boolean): void {
    this.#body.hideDimmed(hidden);
  }

  handleAudio(audio: AudioMessage): void {
    if (audio.kind === 'play') this.#moreMessages.whenLoaded(audio.index, () => this.#player.handle(audio));
    else this.#player.handle(audio);
  }

  compose(index: number, quote: string | null, draft?: Draft, others: readonly number[] = []): void {
    this.#moreMessages.whenLoaded(index, () => {
      const positions = [index, ...others].flatMap((one) => this.#model.positionOf(one) ?? []);
      if (others.length > 0) this.#selection.choose(positions);
      if (draft === undefined) this.#composer.open(index, quote);
      else this.#composer.openWith(draft);
    });
  }

  /** Closes the composer, if it is open; its draft is kept. */
  closeComposer(): void {
    this.#composer.close();
  }

  /** The host has accepted or refused a comment. */
  commented(index: number, accepted: boolean): void {
    if (this.#composer instanceof CommentController) this.#composer.commented(index, accepted);
  }

  /** Focuses the note of the open composer, with the caret at this offset. */
  typeAt(caret: number): void {
    this.#composer.typeAt(caret);
  }

  /** Opens the composer on the row at this position, quoting what is selected in it. */
  #flagAt(position: number): void {
    const index = this.#model.placed[position]?.row.index;
    if (index === undefined) return;
    const quote = this.#selection.position === position ? this.#reporter.quote : null;
    this.#composer.open(index, quote);
  }

  dispose(): void {
    this.#rows.list.dispose();
    const inputs = [this.#reporter, this.#scroll, this.#keyboard, this.#selectedMessages];
    for (const part of [...inputs, this.#player, this.#corrected, this.#node, this.#barHeight]) part.dispose();
  }

  #selected(position: number): void {
    this.#rows.select(position);
    this.#buttons.select(this.#selection.row);
    this.#selection.refresh();
    this.#parts.saved.update({ selected: this.#model.placed[position]?.row.index ?? null });
    this.#reporter.reportSoon();
  }

  /** Draws what depends on all flags and on the number of messages. */
  #drawAround(): void {
    this.#player.showFlags(this.#flags);
    this.#body.draw();
  }
}

function failedIds(comments: TranscriptView['comments'] = []): readonly string[] {
  return comments.filter(({ state }) => state === 'failed').map(({ id }) => id);
}
