import type { EventGap, EventLine } from '../../src/shared/pathway.ts';
import { button, el, icon } from './dom.ts';
import { t } from './l10n.ts';
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
  const toggle = button(
    { class: 'gap-button', tabindex: after === null ? '0' : '-1' },
    ...(events.some(({ trouble }) => trouble) ? [icon('warning')] : []),
    el('span', { text: count }),
    ...shorts.map((text) => el('span', { class: 'event-short', dir: 'auto', text })),
  );
  const gap = el('div', { class: 'gap' }, toggle);
  const draw = (): void => {
    const isOpen = opened.has(after);
    toggle.setAttribute('aria-expanded', String(isOpen));
    toggle.querySelector('.sign')?.remove();
    const sign = icon(isOpen ? 'chevron-down' : 'chevron-right');
    sign.classList.add('sign');
    toggle.prepend(sign);
    if (isOpen) gap.append(el('ul', {}, ...events.map(drawEvent)));
    else gap.querySelector('ul')?.remove();
  };
  toggle.addEventListener('click', () => {
    if (!opened.delete(after)) opened.add(after);
    draw();
  });
  draw();
  return gap;
}
