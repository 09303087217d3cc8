import type { FindingView } from '../../../src/shared/pathway.ts';
import { button, el, icon, iconButton } from '../../ui/dom.ts';
import { isUnmodified, isSave } from '../../ui/key-events.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine, plain } from '../../ui/text.ts';

export interface FindingEvents {
  /** Opens the composer with it. */
  readonly accept: (finding: FindingView) => void;
  /** Stores it as a flag, or hides it for good. */
  readonly answer: (id: string, action: 'store' | 'dismiss') => void;
}

/** Draws a suggested flag, with the reason. */
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
    const dismisses = isUnmodified(event) && (event.key === 'Delete' || event.key === 'Backspace');
    if (!store && !dismisses) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) answer(finding.id, store ? 'store' : 'dismiss');
  });
  const dismiss = iconButton('close', t('Dismiss'), { tabindex: '-1', click: () => answer(finding.id, 'dismiss') });
  return el('div', { class: 'gap finding' }, take, el('span', { dir: 'auto', text: note }), dismiss);
}
