import type { EventGap, EventLine, PathwayView } from '../../../src/shared/pathway.ts';
import { disclosure, el, icon } from '../dom.ts';
import { t } from '../l10n.ts';
import { offset, oneLine, plain } from './text.ts';

/** Short words that the line for several events has room for. */
const mostShorts = 4;

function drawEvent({ words, detail, seconds, trouble }: EventLine): HTMLElement {
  const said = el('span', { dir: 'auto', text: plain(words) });
  const recorded = detail === null ? [] : [el('div', { class: 'event-detail', dir: 'auto', text: plain(detail) })];
  return el(
    'li',
    {},
    el('span', { class: 'time', text: offset(seconds) }),
    el('div', {}, ...(trouble ? [icon('warning')] : []), said, ...recorded),
  );
}

/**
 * What the agent did between two messages: one line that stands for all of it, and everything once it is opened.
 * `opened` holds the indexes of the messages whose events are open, and is kept up to date.
 */
export function drawGap({ after, events }: EventGap, opened: Set<number | null>): HTMLElement {
  const count = events.length === 1 ? t('1 event') : t('{0} events', events.length);
  const shorts = events.flatMap(({ short }) => (short === null ? [] : [oneLine(short, 80)])).slice(0, mostShorts);
  const gap = el('div', { class: 'gap' });
  const toggle = disclosure(
    { class: 'gap-button', tabindex: after === null ? '0' : '-1' },
    [
      ...(events.some(({ trouble }) => trouble) ? [icon('warning')] : []),
      el('span', { text: count }),
      ...shorts.map((text) => el('span', { class: 'event-short', dir: 'auto', text })),
    ],
    opened.has(after),
    (open) => {
      if (open) opened.add(after);
      else opened.delete(after);
      gap.querySelector('ul')?.remove();
      if (open) gap.append(el('ul', {}, ...events.map(drawEvent)));
    },
  );
  gap.prepend(toggle);
  return gap;
}

/** Why events are missing, where some are. */
export function drawProblem({ problem }: PathwayView): readonly HTMLElement[] {
  return problem === null ? [] : [el('p', { class: 'gap events-problem', dir: 'auto', text: plain(problem) })];
}
