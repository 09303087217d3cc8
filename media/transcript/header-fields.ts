import { cut } from '../../src/shared/text.ts';
import type { HeaderField } from '../../src/shared/transcript.ts';
import { button, el, icon } from './dom.ts';
import type { Post } from './host.ts';
import { t } from './l10n.ts';
import { oneLine, plain } from './text.ts';

/** A value longer than this, in UTF-16 units, is cut on the page; copied, it is whole. */
const maxValue = 2000;

function drawField({ id, label, value }: HeaderField, post: Post): HTMLElement {
  const name = oneLine(label, 60);
  const shown = plain(value);
  const copyName = t('Copy {0}', name);
  const copy = button({ class: 'icon-button', 'aria-label': copyName, title: copyName }, icon('copy'));
  copy.addEventListener('click', () => post({ type: 'header/copy', field: id }));
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
  const sign = el('span', {}, icon('chevron-right'));
  const toggle = button(
    { class: 'link disclosure', 'aria-controls': 'call-fields' },
    sign,
    el('span', { text: t('Details') }),
  );
  const show = (shown: boolean): void => {
    toggle.setAttribute('aria-expanded', String(shown));
    sign.replaceChildren(icon(shown ? 'chevron-down' : 'chevron-right'));
    list.hidden = !shown;
    if (shown && list.childElementCount === 0) list.append(...fields.map((field) => drawField(field, post)));
  };
  show(open);
  toggle.addEventListener('click', () => {
    show(toggle.getAttribute('aria-expanded') === 'false');
    toggled(!list.hidden);
  });
  return [toggle, list];
}
