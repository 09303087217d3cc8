import { offset } from '../../../src/shared/offset.ts';
import type { EventGap, EventLine, PathwayView } from '../../../src/shared/pathway.ts';
import { nodeButton } from './node-button.ts';
import { disclosure, el, icon } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine, plain } from '../../ui/text.ts';

/** Summaries that fit on the line of several events. */
const maxSummaries = 4;

function drawEvent({ words, detail, seconds, trouble, nodeId }: EventLine): HTMLElement {
  const said = el('span', { dir: 'auto', text: plain(words) });
  const recorded = detail === null ? [] : [el('div', { class: 'event-detail', dir: 'auto', text: plain(detail) })];
  const opens = nodeId === undefined ? [] : [nodeButton({ 'data-node-id': nodeId }, t('Open Node'))];
  return el(
    'li',
    {},
    el('span', { class: 'time', text: offset(seconds) }),
    el('div', {}, ...(trouble ? [icon('warning')] : []), said, ...opens, ...recorded),
  );
}

/**
 * Draws the events between two messages: one line, which expands to all of them.
 *
 * @param opened indexes of the messages whose events are expanded; updated here
 */
export function drawGap({ after, events, missing }: EventGap, opened: Set<number | null>): HTMLElement {
  const count = events.length === 1 ? t('1 event') : t('{0} events', events.length);
  const summaries = events.flatMap(({ short }) => (short === null ? [] : [oneLine(short, 80)])).slice(0, maxSummaries);
  const gap = el('div', { class: 'gap' });
  const toggle = disclosure(
    { class: 'gap-button', tabindex: after === null ? '0' : '-1' },
    [
      ...(events.some(({ trouble }) => trouble) ? [icon('warning')] : []),
      el('span', { text: count }),
      ...summaries.map((text) => el('span', { class: 'event-short', dir: 'auto', text })),
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
  if (missing !== undefined) gap.prepend(el('p', { class: 'missing', dir: 'auto', text: plain(missing) }));
  return gap;
}

/** The reason why events are missing, if any are. */
export function drawMissingEvents({ problem }: PathwayView): readonly HTMLElement[] {
  return problem === null ? [] : [el('p', { class: 'gap events-problem', dir: 'auto', text: plain(problem) })];
}
