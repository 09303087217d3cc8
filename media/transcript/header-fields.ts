import { cut } from '../../src/shared/text.ts';
import type { HeaderField } from '../../src/shared/transcript.ts';
import { disclosure, el, iconButton } from './dom.ts';
import type { Post } from './host.ts';
import { t } from './l10n.ts';
import { oneLine, plain } from './text.ts';

/** A value longer than this, in UTF-16 units, is cut on the page; copied, it is whole. */
const maxValue = 2000;

function drawField({ id, label, value }: HeaderField, post: Post): HTMLElement {
  const name = oneLine(label, 60);
  const shown = plain(value);
  const copy = iconButton('copy', t('Copy {0}', name), { click: () => post({ type: 'header/copy', field: id }) });
  return el(
    'div',
    { class: 'field' },
    el('dt', { dir: 'auto', text: name }),
    el(
      'dd',
      {},
      el('span', {
        class: 'field-value',
        dir: 'auto',
        text: shown.length > maxValue ? `${cut(shown, maxValue)}…` : shown,
      }),
      copy,
    ),
  );
}

/** Every fact about the call, each to be copied by itself; folded until it is asked for. Nothing when there are none. */
export function drawHeaderFields(
  fields: readonly HeaderField[],
  open: boolean,
  toggled: (open: boolean) => void,
  post: Post,
): HTMLElement[] {
  if (fields.length === 0) return [];
  const list = el('dl', { class: 'fields', id: 'call-fields' });
  const toggle = disclosure(
    { class: 'link disclosure', 'aria-controls': 'call-fields' },
    [el('span', { text: t('Details') })],
    open,
    (shown) => {
      list.hidden = !shown;
      if (shown && list.childElementCount === 0) list.append(...fields.map((field) => drawField(field, post)));
      toggled(shown);
    },
  );
  return [toggle, list];
}
