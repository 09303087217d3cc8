import type { KeyAction } from '../../src/shared/keys.ts';
import type { AudioMessage } from '../../src/shared/audio.ts';
import type { CorrectedView } from '../../src/shared/corrected.ts';
import type { PathwayView } from '../../src/shared/pathway.ts';
import {
  type Draft,
  type FlagMark,
  type FlagTypeChoice,
  type TranscriptRow,
  type TranscriptView,
} from '../../src/shared/transcript.ts';
import { BarHeight } from './bar-height.ts';
import { el } from './dom.ts';
import { FlagActions } from './flags/flag-actions.ts';
import { Commenting } from './composer/commenting.ts';
import { Flagging } from './flags/flagging.ts';
import { Frame } from './frame.ts';
import { Copying } from './copying.ts';
import { drawHeader, type Header } from './head/header.ts';
import type { Post } from './host.ts';
import { t } from './l10n.ts';
import { Later } from './later.ts';
import type { Live } from './rows/live.ts';
import type { Memory } from './rows/memory.ts';
import { Keyboard } from './keyboard.ts';
import type { KeyTable } from './keys.ts';
import { Model } from './rows/model.ts';
import { Moves } from './moves.ts';
import { NodeLine } from './rows/node-line.ts';
import { Place } from './rows/place.ts';
import { LateCorrected } from './rows/late-corrected.ts';
import { LatePlayer } from './player/late-player.ts';
import { bindPointer } from './pointer.ts';
import { FlagButtons } from './flags/flag-buttons.ts';
import { plain } from './rows/text.ts';
import { SelectionReporter } from './reporter.ts';
import { restore } from './composer/restore.ts';
import { Rows } from './rows/rows.ts';
import { Selection } from './rows/selection.ts';

export interface ScreenParts {
  readonly post: Post;
  readonly live: Live;
  readonly memory: Memory;
  readonly keys: KeyTable;
}

/** A transcript on the page, from its header to the flags after its end. */
export class TranscriptScreen {
  readonly element: HTMLElement;
  /** Takes the names of what the header has ids of. */
  readonly showNames: Header['showNames'];
  readonly #parts: ScreenParts;
  readonly #model: Model;
  readonly #expanded = new Set<string>();
  readonly #rows: Rows;
  readonly #selection: Selection;
  readonly #reporter: SelectionReporter;
  readonly #composing: Flagging | Commenting;
  readonly #place: Place;
  readonly #copying: Copying;
  readonly #keyboard: Keyboard;
  readonly #player: LatePlayer;
  readonly #corrected: LateCorrected;
  readonly #buttons: FlagButtons;
  readonly #height: BarHeight;
  readonly #node: NodeLine;
  readonly #frame: Frame;
  readonly #later: Later;
  readonly #restore: () => void;
  #flags: readonly FlagMark[];
  /** Ids of the comments that are known to have failed, so that each is said once. */
  #failedComments: readonly string[];

  constructor(view: TranscriptView, parts: ScreenParts) {
    const { post, live, memory } = parts;
    this.#parts = parts;
    this.#flags = view.flags;
    this.#failedComments = failedIds(view.comments);
    this.#model = new Model(view);
    const model = this.#model;
    this.#rows = new Rows(model, this.#expanded, (index) => memory.closedDraft(index) !== undefined, {
      accept: ({ index, flagType, note }) => this.#composing.openWith({ index, flagType, isNew: false, note }),
      answer: (id, action) => post({ type: 'finding', id, action }),
    });
    const { list } = this.#rows;
    this.#node = new NodeLine(model, () => this.#place.firstVisible);
    const { bar, details, showNames } = drawHeader(view, memory, post);
    this.showNames = showNames;
    this.#later = new Later(model, post);
    const reveal = (index: number): void => this.reveal(index);
    this.#buttons = new FlagButtons(list.element, view.header.kind, view.canFlag || view.header.kind === 'call');
    const selection = new Selection(list, (position) => this.#selected(position));
    this.#selection = selection;
    const composing = { model, rows: this.#rows, memory, live, post, selection };
    this.#composing = view.header.kind === 'sms' ? new Commenting(composing) : new Flagging(composing, view);
    const copying = new Copying({ model, selection, post });
    this.#copying = copying;
    const reporter = new SelectionReporter(
      post,
      selection,
      (position) => model.placed[position]?.row.index,
      () => copying.indexes,
    );
    this.#reporter = reporter;
    const place = new Place(list, model, memory, [bar, this.#node.element]);
    this.#place = place;
    const [later, written, node] = [this.#later, this.#composing, this.#node];
    const around = { rows: this.#rows, node, later, bar, expanded: this.#expanded, reveal };
    this.#frame = new Frame({ model, memory, live, post, place, selection, ...around });
    this.element = el('div', { class: 'screen' }, bar, details, this.#frame.main, this.#frame.side);
    this.#restore = () => restore({ model, memory, list, later, composing: written, selection, place });
    const actions = new FlagActions(post, live, (id) => this.#flags.find((mark) => mark.id === id), this.#expanded);
    const flag = (position: number): void => this.#flagAt(position);
    const [top, more] = [(): number => place.top, (): void => later.next()];
    const player = new LatePlayer(view.recording, { model, list, memory, live, post, top, more });
    this.#player = player;
    if (view.header.kind === 'call') bar.append(player.element);
    this.#corrected = new LateCorrected({ bar, rows: this.#rows, live, memory, post }, view.header.kind);
    const play = (position: number | null): boolean => player.space(position);
    const closeComposer = (): boolean => this.#composing.close();
    const moves = new Moves({ model, list, selection, place, live, reveal });
    const { keys } = parts;
    const copy = (context: boolean): boolean => copying.copy(context);
    this.#keyboard = new Keyboard({
      report: () => reporter.now(),
      keys,
      list,
      selection,
      moves,
      actions,
      live,
      post,
      flag,
      copy,
      play,
      corrected: () => this.#corrected.toggle(),
      closeComposer,
    });
    const counted = (count: number): void => live.say(t('{0} messages selected.', count));
    const openDraft = (position: number): void => this.#composing.openDraft(model.placed[position]?.row.index ?? -1);
    const input = { model, selection, reporter, actions, flag, openDraft, counted };
    bindPointer({ screen: this.element, list: list.element, ...input });
    this.#height = new BarHeight(bar, details, this.#node.element);
    this.#drawAround();
  }

  /** To be called once the element is in the document: builds the rows and brings back where the reader was. */
  start(): void {
    this.#height.measure();
    this.#restore();
  }

  /** What is shown; its flags are those of the beginning. */
  get view(): TranscriptView {
    return this.#model.view;
  }

  toEnd(): void {
    this.#rows.list.element.scrollIntoView({ block: 'end' });
  }

  /** Takes the next messages of a long call, after those that stand here, and how many are left after them. */
  append(rows: readonly TranscriptRow[], more: number): void {
    const from = this.#model.placed.length;
    const { hasFocus } = this.#later;
    this.#model.append(rows, more, this.#flags);
    this.#drawAround();
    if (rows.length === 0) return;
    this.#rows.grow(rows.length);
    this.#parts.live.say(this.#later.since(from));
    if (hasFocus) this.#selection.select(from, { focus: true, scroll: 'nearest' });
    this.#later.arrived();
  }

  /** Takes new flags; only rows whose flags changed are touched. */
  showFlags(flags: readonly FlagMark[]): void {
    const before = new Map(this.#flags.map((mark) => [mark.id, mark.state]));
    this.#flags = flags;
    for (const index of this.#model.exchangeFlags(flags)) this.#rows.redraw(index);
    this.#selection.refresh();
    this.#drawAround();
    const failed = flags.find((mark) => mark.state === 'failed' && before.get(mark.id) !== 'failed');
    if (failed !== undefined) {
      this.#parts.live.say(failed.problem === undefined ? t('Flag not saved.') : plain(failed.problem));
    }
  }

  /** Takes new comments on an SMS conversation. */
  showComments(comments: TranscriptView['comments'] = []): void {
    const failed = comments.filter(({ state, id }) => state === 'failed' && !this.#failedComments.includes(id));
    this.#failedComments = failedIds(comments);
    for (const index of this.#model.exchangeComments(comments)) this.#rows.redraw(index);
    this.#selection.refresh();
    const [first] = failed;
    if (first !== undefined) this.#parts.live.say(plain(first.problem ?? t('Comment not saved.')));
  }

  showTypes(types: readonly FlagTypeChoice[], loading = false): void {
    this.#composing.showTypes(types, loading);
  }

  /** Does what a command asks for, as if by its key. */
  act(action: KeyAction): void {
    this.#keyboard.act(action);
  }

  /** Selects the row with this index in the middle of the page; the keyboard follows if the page has it. */
  reveal(index: number): void {
    this.#later.reach(index, () => this.#reveal(index));
  }

  #reveal(index: number): void {
    const position = this.#model.positionOf(index);
    if (position === undefined) {
      this.#parts.live.say(t('Message not found.'), 'warning');
      return;
    }
    const typing = document.activeElement?.closest('.composer') !== null;
    this.#selection.select(position, { focus: document.hasFocus() && !typing, scroll: 'center' });
  }

  /** What the agent was doing has become known, or is known better. */
  showPathway(pathway: PathwayView): void {
    if (!this.#model.takePathway(pathway)) return;
    this.#frame.drawPathway(pathway);
    this.#selection.refresh();
    this.#composing.showNode();
    this.#height.measure();
  }

  /** The corrected transcript beside what was heard, or why it is not there. */
  showCorrected(corrected: CorrectedView): void {
    this.#corrected.take(corrected);
  }

  /** Hides the rows of actions, robots and noise, or shows them again. */
  hideDimmed(hidden: boolean): void {
    this.#frame.hideDimmed(hidden);
  }

  /** What the host has to say about the recording. */
  hear(audio: AudioMessage): void {
    if (audio.kind === 'play') this.#later.reach(audio.index, () => this.#player.take(audio));
    else this.#player.take(audio);
  }

  compose(index: number, quote: string | null, draft?: Draft, others: readonly number[] = []): void {
    this.#later.reach(index, () => {
      const positions = [index, ...others].flatMap((one) => this.#model.positionOf(one) ?? []);
      if (others.length > 0) this.#selection.choose(positions);
      if (draft === undefined) this.#composing.open(index, quote);
      else this.#composing.openWith(draft);
    });
  }

  /** Closes the composer, if one is open; what was typed is kept. */
  closeComposer(): void {
    this.#composing.close();
  }

  /** What became of a comment that was to be posted. */
  commented(index: number, accepted: boolean): void {
    if (this.#composing instanceof Commenting) this.#composing.commented(index, accepted);
  }

  /** Puts the keyboard back into the open composer's note, at this place. */
  typeAt(caret: number): void {
    this.#composing.typeAt(caret);
  }

  /** Opens the composer on the row at this position, quoting what is selected in it. */
  #flagAt(position: number): void {
    const index = this.#model.placed[position]?.row.index;
    if (index === undefined) return;
    const quote = this.#selection.position === position ? this.#reporter.quote : null;
    this.#composing.open(index, quote);
  }

  dispose(): void {
    this.#rows.list.dispose();
    const inputs = [this.#reporter, this.#place, this.#keyboard, this.#copying];
    for (const part of [...inputs, this.#player, this.#corrected, this.#node, this.#height]) part.dispose();
  }

  #selected(position: number): void {
    this.#rows.select(position);
    this.#buttons.select(this.#selection.row);
    this.#selection.refresh();
    this.#parts.memory.update({ selected: this.#model.placed[position]?.row.index ?? null });
    this.#reporter.soon();
  }

  /** What is made of all flags, and of the number of messages. */
  #drawAround(): void {
    this.#player.showFlags(this.#flags);
    this.#frame.draw();
  }
}

function failedIds(comments: TranscriptView['comments'] = []): readonly string[] {
  return comments.filter(({ state }) => state === 'failed').map(({ id }) => id);
}
