import type { TranscriptHeader, FlagMark } from '../../../src/shared/transcript.ts';
import { el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { drawFlag } from './flag-chip.ts';

const placeOf = ({ index }: FlagMark): string => (index === null ? t('Whole call') : `#${index}`);

/** Draws the flags on the whole call, or on messages that it does not have. They stand after its end. */
export function drawUnplacedFlags(
  header: TranscriptHeader,
  marks: readonly FlagMark[],
  expanded: ReadonlySet<string>,
): HTMLElement | null {
  if (marks.length === 0) return null;
  const items = marks.map((mark) => {
    const { chip, under } = drawFlag(header, mark, placeOf(mark), expanded.has(mark.id));
    const item = el('li', { class: 'loose-flag' }, chip, el('div', { class: 'flags' }, ...under));
    // Rows make their own marks reachable by Tab; these are on no row.
    for (const stop of item.querySelectorAll('button')) stop.tabIndex = 0;
    return item;
  });
  return el(
    'section',
    { class: 'loose', 'aria-labelledby': 'loose-title' },
    el('h2', { id: 'loose-title', text: t('Flags on the whole call') }),
    el('ul', {}, ...items),
  );
}
