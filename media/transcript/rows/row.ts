import type {
  CommentMark,
  Delivery,
  FlagMark,
  TranscriptHeader,
  TranscriptRow,
} from '../../../src/shared/transcript.ts';
import { button, el, icon } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine, plain } from '../../ui/text.ts';
import { drawComment } from '../flags/comment-chip.ts';
import { drawFlag } from '../flags/flag-chip.ts';
import { messageContext } from '../menu-context.ts';
import type { Placed } from '../model.ts';
import { formatNumber } from '../../ui/format.ts';

/** Characters of the text in a label, which is read out at every step of the arrow keys. */
const labelText = 300;

/** A message by time and index: `0:16 · #12`. */
export function messageName({ row, time }: Pick<Placed, 'row' | 'time'>): string {
  return [time, `#${row.index}`].filter((part) => part !== '').join(' · ');
}

/** The accessible name of a row, such as "Agent, 0:16, OK, transferring you now., 1 flag". */
function rowLabel({ row, time, day }: Placed, flagCount: number, commentCount = 0): string {
  const flags = flagCount === 0 ? '' : flagCount === 1 ? t('1 flag') : t('{0} flags', flagCount);
  const comments = commentCount === 0 ? '' : commentCount === 1 ? t('1 comment') : t('{0} comments', commentCount);
  const said = oneLine(row.text, labelText);
  const delivery = oneLine(row.delivery?.words ?? '', 100);
  const latency = row.latency === undefined ? '' : t('response time {0}', secondsWord(row.latency));
  return [day, oneLine(row.speaker, 60), time, said === '' ? t('no text') : said, latency, delivery, flags, comments]
    .filter((part) => part !== '')
    .join(', ');
}

function textOf({ row }: Placed): HTMLElement {
  const said = plain(row.text);
  if (said.trim() === '') return el('span', { class: 'text empty', text: t('(no text)') });
  return el('span', { class: 'text', dir: 'auto', text: said });
}

/** Returns the part of a row below its line, created on first use. */
export function partBelow(element: HTMLElement): HTMLElement {
  const there = element.querySelector<HTMLElement>(':scope > .under');
  if (there !== null) return there;
  const under = el('div', { class: 'under' });
  element.insertBefore(under, element.querySelector(':scope > .gap'));
  return under;
}

/** Returns whether a row is dimmed: neither side said it to the other. */
export function isDim({ noise, role }: TranscriptRow): boolean {
  return noise || role === 'action' || role === 'robot';
}

/** Draws a message; `drawMarks` adds its flags. */
export function drawRow(header: TranscriptHeader, placed: Placed): HTMLElement {
  const { row } = placed;
  const line = el(
    'div',
    { class: 'line' },
    el('span', { class: 'time', 'data-index': String(row.index), text: placed.time }),
    el('span', { class: 'speaker', dir: 'auto', 'data-index': String(row.index), text: oneLine(row.speaker, 60) }),
    textOf(placed),
    ...(row.latency === undefined ? [] : [el('span', { class: 'end' }, drawLatency(row.latency))]),
  );
  const classes = ['row', `role-${row.role}`, isDim(row) ? 'dim' : '', placed.continues ? 'continues' : ''];
  const element = el(
    'div',
    {
      class: classes.filter((name) => name !== '').join(' '),
      role: 'listitem',
      tabindex: '-1',
      'data-message-index': String(row.index),
      'data-day': placed.day === '' ? undefined : placed.day,
      'data-vscode-context': messageContext(header, row.index),
      'aria-label': rowLabel(placed, 0),
    },
    line,
  );
  if (row.fullLength !== null) {
    const shown = row.text.length;
    const words = t('Showing the first {0} of {1} characters.', shown, row.fullLength);
    partBelow(element).append(el('div', { class: 'cut', text: words }));
  }
  return element;
}

/** Marks at the end of a row's line. */
export interface RowMarks {
  readonly flags: readonly FlagMark[];
  readonly comments: readonly CommentMark[];
  /** IDs of the flags and comments whose texts are expanded. */
  readonly expanded: ReadonlySet<string>;
  /** The row has a draft that is not open in the composer. */
  readonly hasDraft: boolean;
}

/** The button that opens a draft in the composer. */
function draftButton(): HTMLElement {
  const attributes = { class: 'draft', tabindex: '-1', title: t('Open Draft') };
  return button(attributes, icon('draft'), el('span', { text: t('Draft') }));
}

/** The delivery status of an SMS message; a failure also has a sign. */
function drawDelivery({ words, numbers, failed }: Delivery): HTMLElement {
  return el(
    'span',
    { class: failed ? 'delivery undelivered' : 'delivery', title: oneLine(numbers, 200) },
    ...(failed ? [icon('warning')] : []),
    el('span', { dir: 'auto', text: oneLine(words, 100) }),
  );
}

/** The time until the agent answered. */
function drawLatency(milliseconds: number): HTMLElement {
  return el('span', { class: 'latency', title: t('Response time'), text: secondsWord(milliseconds) });
}

function secondsWord(milliseconds: number): string {
  return t('{0} s', formatNumber(milliseconds / 1000, 1));
}

/** Replaces the row's marks. */
export function drawMarks(element: HTMLElement, header: TranscriptHeader, placed: Placed, marks: RowMarks): void {
  const line = element.querySelector<HTMLElement>(':scope > .line');
  if (line === null) return;
  line.querySelector(':scope > .end')?.remove();
  element.querySelector(':scope > .under > .flags')?.remove();
  element.setAttribute('aria-label', rowLabel(placed, marks.flags.length, marks.comments.length));
  element.classList.toggle('flagged', marks.flags.length > 0);
  const drawn = [
    ...marks.flags.map((mark) => drawFlag(header, mark, messageName(placed), marks.expanded.has(mark.id))),
    ...marks.comments.map((mark) => drawComment(mark, marks.expanded.has(mark.id))),
  ];
  const ends: HTMLElement[] = drawn.map(({ chip }) => chip);
  if (marks.hasDraft) ends.unshift(draftButton());
  const { delivery, latency } = placed.row;
  if (latency !== undefined) ends.unshift(drawLatency(latency));
  if (delivery !== undefined) ends.push(drawDelivery(delivery));
  if (ends.length > 0) line.querySelector(':scope > .text')?.after(el('span', { class: 'end' }, ...ends));
  const below = drawn.flatMap(({ under }) => under);
  if (below.length > 0) {
    const composer = element.querySelector(':scope > .under > .composer');
    const flags = el('div', { class: 'flags' }, ...below);
    if (composer === null) partBelow(element).append(flags);
    else composer.before(flags);
  }
}
