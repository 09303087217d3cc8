import { button, el } from './dom.ts';
import { t } from './l10n.ts';
import type { Model } from './model.ts';
import { offset, oneLine } from './text.ts';

/**
 * The flags in the order of their messages, to go to; beside the transcript where the panel is wide enough (the style
 * sheet decides). Nothing when no flag stands on a message.
 */
export function drawOutline(model: Model, go: (position: number) => void): HTMLElement | null {
  const items: HTMLElement[] = [];
  for (const { row, position } of model.placed) {
    for (const mark of model.flagsOn(row.index)) {
      const type = oneLine(mark.type, 200);
      const time = offset(row.seconds);
      const entry = button(
        { class: 'outline-entry', click: () => go(position) },
        el('span', { class: 'outline-type', dir: 'auto', text: type }),
        el('span', { class: 'outline-time', text: time }),
        el('span', { class: 'outline-text', dir: 'auto', text: oneLine(row.text, 200) }),
      );
      items.push(el('li', {}, entry));
    }
  }
  if (items.length === 0) return null;
  return el(
    'nav',
    { class: 'outline', 'aria-label': t('Flags') },
    el('h2', { text: t('Flags') }),
    el('ul', {}, ...items),
  );
}
