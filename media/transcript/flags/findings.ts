import type { FindingView } from '../../../src/shared/pathway.ts';
import { button, el, icon, iconButton } from '../dom.ts';
import { isPlain, isSave } from '../keys.ts';
import { t } from '../l10n.ts';
import { oneLine, plain } from '../rows/text.ts';

export interface FindingEvents {
  /** The composer is to open with it. */
  readonly accept: (finding: FindingView) => void;
  /** It becomes a flag as it is, or is not shown again. */
  readonly answer: (id: string, action: 'store' | 'dismiss') => void;
}

/** A flag that might be put on the message, and why. */
export function drawFinding(finding: FindingView, { accept, answer }: FindingEvents): HTMLElement {
  const type = oneLine(finding.flagType, 200);
  const note = plain(finding.note);
  const label = t('Suggested flag {0}: {1}', type, note);
  const take = button(
    {
      class: 'chip suggested',
      tabindex: '-1',
      'aria-label': label,
      'aria-keyshortcuts': 'Enter Control+Enter Delete',
      title: t('Enter to edit, Ctrl+Enter to flag, Delete to dismiss'),
      click: () => accept(finding),
    },
    icon('lightbulb'),
    el('span', { class: 'chip-type', text: `${type}?` }),
  );
  take.addEventListener('keydown', (event) => {
    const store = isSave(event);
    const dismisses = isPlain(event) && (event.key === 'Delete' || event.key === 'Backspace');
    if (!store && !dismisses) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) answer(finding.id, store ? 'store' : 'dismiss');
  });
  const dismiss = iconButton('close', t('Dismiss'), { tabindex: '-1', click: () => answer(finding.id, 'dismiss') });
  return el('div', { class: 'gap finding' }, take, el('span', { dir: 'auto', text: note }), dismiss);
}
