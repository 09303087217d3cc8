import type { TranscriptHeader, FlagMark } from '../../src/shared/transcript.ts';
import { el } from './dom.ts';
import { drawFlag } from './flags/flags.ts';
import { t } from './l10n.ts';

/** A flag on no message is on the whole call, or on a message that the call does not have. */
const placeOf = ({ index }: FlagMark): string => (index === null ? t('Whole call') : `#${index}`);

/** The flags that stand on no message of this transcript, after its end; nothing when there are none. */
export function drawLoose(
  header: TranscriptHeader,
  marks: readonly FlagMark[],
  expanded: ReadonlySet<string>,
): HTMLElement | null {
  if (marks.length === 0) return null;
  const items = marks.map((mark) => {
    const { chip, under } = drawFlag(header, mark, placeOf(mark), expanded.has(mark.id));
    const item = el('li', { class: 'loose-flag' }, chip, el('div', { class: 'flags' }, ...under));
    // No row brings the keyboard to them.
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
