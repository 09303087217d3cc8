import type { PathwayView } from '../../src/shared/pathway.ts';
import { Dimmed } from './rows/dimmed.ts';
import { el } from './dom.ts';
import { drawProblem } from './rows/events.ts';
import type { Post } from './host.ts';
import type { Later } from './later.ts';
import type { Live } from './rows/live.ts';
import { drawLoose } from './loose.ts';
import type { Memory } from './rows/memory.ts';
import type { Model } from './rows/model.ts';
import type { NodeLine } from './rows/node-line.ts';
import type { Place } from './rows/place.ts';
import type { Rows } from './rows/rows.ts';
import type { Selection } from './rows/selection.ts';
import { Side } from './head/side.ts';
import { emptyWords } from './states.ts';

export interface FrameParts {
  readonly model: Model;
  readonly memory: Memory;
  readonly live: Live;
  readonly post: Post;
  readonly place: Place;
  readonly selection: Selection;
  /** The messages themselves. */
  readonly rows: Rows;
  readonly node: NodeLine;
  readonly later: Later;
  /** The header's line, which has the buttons of what stands here. */
  readonly bar: HTMLElement;
  /** Ids of the flags whose notes are shown whole. */
  readonly expanded: ReadonlySet<string>;
  /** Brings the message with an index into view, with the keyboard. */
  readonly reveal: (index: number) => void;
}

/** What stands around the messages: above them, after the last one, and beside all of them. */
export class Frame {
  /** The messages with what is above and after them. */
  readonly main: HTMLElement;
  readonly #parts: FrameParts;
  readonly #side: Side;
  readonly #dimmed: Dimmed;
  /** Why events are missing. */
  readonly #problem = el('div');
  /** Flags that are on none of these messages. */
  readonly #end = el('div', { class: 'after' });

  constructor(parts: FrameParts) {
    const { model, memory, live, post, place, selection, rows, node, later, bar, reveal } = parts;
    this.#parts = parts;
    this.#side = new Side(model, memory, ({ id, index }) => {
      const loose = this.#end.querySelector<HTMLElement>(`[data-flag-id="${CSS.escape(id)}"]`);
      if (loose !== null) loose.focus();
      else if (index !== null) reveal(index);
    });
    bar.querySelector('.bar-actions')?.prepend(this.#side.button);
    this.#dimmed = new Dimmed({ model, place, selection, rows, post, live, toggle: bar.querySelector('.hide-dimmed') });
    const { header } = model.view;
    const list =
      model.view.rows.length === 0 ? el('p', { class: 'empty-page', text: emptyWords(header) }) : rows.list.element;
    const below = [this.#problem, rows.lead, list, later.element, this.#end];
    this.main = el('div', { class: 'main' }, node.element, this.#dimmed.element, ...below);
  }

  /** The list of flags. */
  get side(): HTMLElement {
    return this.#side.element;
  }

  /** Draws what is made of the flags and of the number of messages. */
  draw(): void {
    const { model, expanded, later } = this.#parts;
    const loose = drawLoose(model.view.header, model.groups.loose, expanded);
    this.#end.replaceChildren(...(loose === null ? [] : [loose]));
    this.#side.show();
    later.draw();
    this.#dimmed.draw();
  }

  /** Draws what the agent was doing, and where it was. */
  drawPathway(pathway: PathwayView): void {
    this.#problem.replaceChildren(...drawProblem(pathway));
    this.#parts.rows.drawEvents();
    this.#parts.node.draw();
    this.#dimmed.draw();
  }

  /** Hides the rows of actions, robots and noise, or shows them again. */
  hideDimmed(hidden: boolean): void {
    this.#dimmed.hide(hidden);
  }
}
