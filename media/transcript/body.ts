import type { PathwayView } from '../../src/shared/pathway.ts';
import type { Announcer } from '../ui/announcer.ts';
import { el } from '../ui/dom.ts';
import { FlagPanel } from './flags/flag-panel.ts';
import { drawUnplacedFlags } from './flags/unplaced-flags.ts';
import type { Post } from './host.ts';
import type { Model } from './model.ts';
import { DimmedRows } from './rows/dimmed-rows.ts';
import { drawMissingEvents } from './rows/events.ts';
import type { MoreMessages } from './rows/more-messages.ts';
import type { NodeLine } from './rows/node-line.ts';
import type { Rows } from './rows/rows.ts';
import type { ScrollPosition } from './rows/scroll-position.ts';
import type { Selection } from './rows/selection.ts';
import type { SavedState } from './saved-state.ts';
import { emptyText } from './states.ts';

export interface BodyParts {
  readonly model: Model;
  readonly saved: SavedState;
  readonly announcer: Announcer;
  readonly post: Post;
  readonly scroll: ScrollPosition;
  readonly selection: Selection;
  readonly rows: Rows;
  readonly node: NodeLine;
  readonly moreMessages: MoreMessages;
  /** The bar of the header, which has the buttons. */
  readonly bar: HTMLElement;
  /** IDs of the flags whose notes are expanded. */
  readonly expanded: ReadonlySet<string>;
  /** Selects the message with this index and scrolls to it. */
  readonly reveal: (index: number) => void;
}

/** The messages with all that surrounds them: above, after the last one, and the list of flags beside. */
export class TranscriptBody {
  /** The messages, with problems and events above and flags after them. */
  readonly main: HTMLElement;
  readonly #parts: BodyParts;
  readonly #flagPanel: FlagPanel;
  readonly #dimmed: DimmedRows;
  readonly #missingEvents = el('div');
  readonly #end = el('div', { class: 'after' });

  constructor(parts: BodyParts) {
    const { model, saved, announcer, post, scroll, selection, rows, node, moreMessages, bar, reveal } = parts;
    this.#parts = parts;
    this.#flagPanel = new FlagPanel(model, saved, ({ id, index }) => {
      const unplaced = this.#end.querySelector<HTMLElement>(`[data-flag-id="${CSS.escape(id)}"]`);
      if (unplaced !== null) unplaced.focus();
      else if (index !== null) reveal(index);
    });
    bar.querySelector('.bar-actions')?.prepend(this.#flagPanel.button);
    this.#dimmed = new DimmedRows({
      model,
      scroll,
      selection,
      drawEvents: () => rows.drawEvents(),
      post,
      announcer,
      toggle: bar.querySelector('.hide-dimmed'),
    });
    const { header } = model.view;
    const list =
      model.view.rows.length === 0 ? el('p', { class: 'empty-page', text: emptyText(header) }) : rows.list.element;
    const below = [this.#missingEvents, rows.lead, list, moreMessages.element, this.#end];
    this.main = el('div', { class: 'main' }, node.element, this.#dimmed.element, ...below);
  }

  get flagPanel(): HTMLElement {
    return this.#flagPanel.element;
  }

  /** Draws what depends on the flags and on the number of messages. */
  draw(): void {
    const { model, expanded, moreMessages } = this.#parts;
    const unplaced = drawUnplacedFlags(model.view.header, model.groups.unplaced, expanded);
    this.#end.replaceChildren(...(unplaced === null ? [] : [unplaced]));
    this.#flagPanel.draw();
    moreMessages.draw();
    this.#dimmed.draw();
  }

  /** Draws the events and the agent's node. */
  drawPathway(pathway: PathwayView): void {
    this.#missingEvents.replaceChildren(...drawMissingEvents(pathway));
    this.#parts.rows.drawEvents();
    this.#parts.node.draw();
    this.#dimmed.draw();
  }

  /** Hides or shows the rows of actions, robots and noise. */
  hideDimmed(hidden: boolean): void {
    this.#dimmed.hide(hidden);
  }
}
