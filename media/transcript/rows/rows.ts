import type { EventGap } from '../../../src/shared/pathway.ts';
import { el, focusedElement } from '../../ui/dom.ts';
import { drawFinding, type FindingEvents } from '../flags/finding.ts';
import type { Model } from '../model.ts';
import { areDimmedRowsHidden } from './dimmed-rows.ts';
import { drawGap } from './events.ts';
import { RowList } from './row-list.ts';
import { drawMarks, drawRow, isDim, type RowMarks } from './row.ts';

/** Widest speaker column, in characters; longer words end in an ellipsis. */
const maxSpeaker = 14;

/** The focused mark of a row, by attributes and by position, so that it can be found after a redraw. */
interface FocusedMark {
  readonly selector: string;
  readonly position: number;
}

function focusedMark(row: HTMLElement): FocusedMark | null {
  const active = focusedElement();
  if (active === null || !row.contains(active)) return null;
  if (active.closest('.end, .flags') === null) return null;
  const known = ['data-flag-id', 'data-comment-id', 'data-resolve', 'data-resolve-comment', 'data-action'];
  const selector = known
    .filter((name) => active.hasAttribute(name))
    .map((name) => `[${name}="${CSS.escape(active.getAttribute(name) ?? '')}"]`)
    .join('');
  return { selector, position: [...row.querySelectorAll('.chip')].indexOf(active) };
}

/** A flag that was sent comes back with the service's ID: then only its position among the chips is the same. */
function refocus(row: HTMLElement, mark: FocusedMark): void {
  const chips = row.querySelectorAll<HTMLElement>('.chip');
  const same = mark.selector === '' ? null : row.querySelector<HTMLElement>(mark.selector);
  const target = same ?? chips[mark.position] ?? row;
  target.focus({ preventScroll: true });
}

/** Adds suggestions, the corrected line and missing messages to what a screen reader says of a row. */
function describe(row: HTMLElement): void {
  const parts = [...row.querySelectorAll(':scope > .finding, :scope > .corrected, :scope > .gap > .missing')];
  const said = parts.map(({ textContent }) => textContent).join(' ');
  if (said === '') row.removeAttribute('aria-description');
  else row.setAttribute('aria-description', said);
}

/** The rows of the messages, with their marks and events. */
export class Rows {
  readonly list: RowList;
  /** Events before the first row that is displayed. */
  readonly lead = el('div', { class: 'lead' });
  readonly #model: Model;
  readonly #expanded: ReadonlySet<string>;
  readonly #hasDraft: (index: number) => boolean;
  readonly #findings: FindingEvents;
  /** Draws the corrected line of a message; undefined while corrections are hidden. */
  #beside: ((index: number) => HTMLElement | undefined) | undefined;
  /** Indexes of the messages whose events are expanded; null for those before the first. */
  readonly #opened = new Set<number | null>();
  /** The position of the selected message, which is displayed even if it is dimmed. */
  #selected: number | undefined;

  /** @param expanded IDs of the flags and comments whose texts are expanded, read whenever marks are drawn */
  constructor(
    model: Model,
    expanded: ReadonlySet<string>,
    hasDraft: (index: number) => boolean,
    findings: FindingEvents,
  ) {
    this.#findings = findings;
    this.#model = model;
    this.#expanded = expanded;
    this.#hasDraft = hasDraft;
    this.list = new RowList(model.placed.length, (position) => this.#draw(position));
    this.#setColumns();
  }

  /** Adds rows for messages that the model has got. */
  grow(by: number): void {
    this.#setColumns();
    const last = this.list.count - 1;
    this.list.grow(by);
    if (areDimmedRowsHidden()) this.#drawEventsAround(last);
  }

  /** While dimmed rows are hidden, the selected one is displayed until another is selected. */
  select(position: number): void {
    const before = this.#selected;
    this.#selected = position;
    if (!areDimmedRowsHidden()) return;
    for (const one of [before, position]) {
      const row = one === undefined ? undefined : this.#model.placed[one]?.row;
      if (one !== undefined && row !== undefined && isDim(row)) this.#drawEventsAround(one);
    }
  }

  /** Redraws the marks of a row, if that is built; the focus is kept. */
  redraw(index: number): void {
    const position = this.#model.positionOf(index);
    const placed = position === undefined ? undefined : this.#model.placed[position];
    const element = position === undefined ? undefined : this.list.built(position);
    if (placed === undefined || element === undefined) return;
    const focused = focusedMark(element);
    drawMarks(element, this.#model.view.header, placed, this.#marks(index));
    if (areDimmedRowsHidden() && isDim(placed.row)) this.#drawEventsAround(placed.position);
    else this.#drawGap(element, placed.position);
    if (focused !== null) refocus(element, focused);
  }

  /** Redraws all events. */
  drawEvents(): void {
    if (!this.#model.hasPathway) return;
    for (const { position } of this.#model.placed) {
      const element = this.list.built(position);
      if (element !== undefined) this.#drawGap(element, position);
    }
    this.#drawLead();
  }

  /** Redraws the events of a row that may be hidden, and of the row above, which then shows them. */
  #drawEventsAround(position: number): void {
    let above = position - 1;
    while (above >= 0 && this.#isHidden(above)) above -= 1;
    if (above < 0) this.#drawLead();
    for (const one of [above, position]) {
      const element = this.list.built(one);
      if (element !== undefined) this.#drawGap(element, one);
    }
  }

  #drawLead(): void {
    const gap = this.#eventsFrom(-1, this.#model.gapAfter(null));
    this.lead.replaceChildren(...(gap === undefined ? [] : [drawGap(gap, this.#opened)]));
  }

  /** Returns whether the style sheet hides a row. */
  #isHidden(position: number): boolean {
    const row = this.#model.placed[position]?.row;
    if (row === undefined || !areDimmedRowsHidden() || !isDim(row) || position === this.#selected) return false;
    return !this.#model.isMarked(row.index) && !this.#hasDraft(row.index);
  }

  /** Returns the events after a message, with those of the hidden ones that follow it. */
  #eventsFrom(position: number, own: EventGap | undefined): EventGap | undefined {
    const gaps = own === undefined ? [] : [own];
    for (let next = position + 1; this.#isHidden(next); next += 1) {
      const gap = this.#model.gapAfter(this.#model.placed[next]?.row.index ?? null);
      if (gap !== undefined) gaps.push(gap);
    }
    if (gaps.length <= 1 && own !== undefined) return own;
    const after = this.#model.placed[position]?.row.index ?? null;
    const missing = gaps.find((gap) => gap.missing !== undefined)?.missing;
    return gaps.length === 0 ? undefined : { after, events: gaps.flatMap(({ events }) => events), missing };
  }

  /** Draws what stands below a message: suggested flags, and the events after it. */
  #drawGap(element: HTMLElement, position: number): void {
    const index = this.#model.placed[position]?.row.index ?? -1;
    const before = [...element.querySelectorAll(':scope > .gap')];
    const focused = before.find((part) => part.contains(focusedElement()));
    for (const part of before) part.remove();
    const findings = this.#model.findingsOn(index).map((finding) => drawFinding(finding, this.#findings));
    const hidden = this.#isHidden(position);
    const gap = hidden ? undefined : this.#eventsFrom(position, this.#model.gapAfter(index));
    if (before.length === 0 && findings.length === 0 && gap === undefined) return;
    element.append(...findings, ...(gap === undefined ? [] : [drawGap(gap, this.#opened)]));
    describe(element);
    if (focused === undefined) return;
    const again = focused.classList.contains('finding') ? '.finding button' : '.gap-button';
    (element.querySelector<HTMLElement>(again) ?? element).focus({ preventScroll: true });
  }

  /** Shows a line beside each message, or below it in a narrow page; undefined removes them. */
  showBeside(beside: ((index: number) => HTMLElement | undefined) | undefined): void {
    this.#beside = beside;
    this.list.element.classList.toggle('beside', beside !== undefined);
    for (const { row, position } of this.#model.placed) {
      const element = this.list.built(position);
      if (element !== undefined) this.#drawBeside(element, row.index);
    }
  }

  #drawBeside(element: HTMLElement, index: number): void {
    element.querySelector(':scope > .corrected')?.remove();
    const line = this.#beside?.(index);
    if (line !== undefined) element.querySelector(':scope > .line')?.after(line);
    describe(element);
  }

  #draw(position: number): HTMLElement {
    const placed = this.#model.placed[position];
    if (placed === undefined) throw new RangeError(`No row at ${position}`);
    const { header } = this.#model.view;
    const element = drawRow(header, placed);
    const marks = this.#marks(placed.row.index);
    if (marks.flags.length + marks.comments.length > 0 || marks.hasDraft || placed.row.delivery !== undefined)
      drawMarks(element, header, placed, marks);
    this.#drawGap(element, position);
    if (this.#beside !== undefined) this.#drawBeside(element, placed.row.index);
    return element;
  }

  #marks(index: number): RowMarks {
    const [flags, comments] = [this.#model.flagsOn(index), this.#model.commentsOn(index)];
    return { flags, comments, expanded: this.#expanded, hasDraft: this.#hasDraft(index) };
  }

  /** Makes the columns as wide as their longest entry. */
  #setColumns(): void {
    let time = 4;
    let speaker = 5;
    for (const placed of this.#model.placed) {
      const { row } = placed;
      time = Math.max(time, placed.time.length);
      speaker = Math.max(speaker, row.speaker.length);
    }
    const index = this.#model.view.rows.reduce((most, row) => Math.max(most, row.index), 0);
    for (const { style } of [this.list.element, this.lead]) {
      style.setProperty('--time-width', `${time}ch`);
      style.setProperty('--index-width', `calc(${String(index).length + 1} * 7px + 8px)`);
    }
    this.list.element.style.setProperty('--speaker-width', `${Math.ceil(Math.min(speaker, maxSpeaker) * 0.9)}ch`);
  }
}
