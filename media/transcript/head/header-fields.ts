import { cut } from '../../../src/shared/text.ts';
import type { HeaderField } from '../../../src/shared/transcript.ts';
import { disclosure, el, iconButton } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine, plain } from '../../ui/text.ts';
import type { Post } from '../host.ts';

/** A value longer than this, in UTF-16 units, is cut on the page, but copied whole. */
const maxValue = 2000;

export interface HeaderFields {
  readonly parts: readonly HTMLElement[];
  /** Shows names in place of IDs; the ID stays in the tooltip and in the label of the copy button. */
  readonly showNames: (names: Readonly<Record<string, string>>) => void;
}

function drawField({ id, label, value }: HeaderField, called: string | undefined, post: Post): HTMLElement {
  const name = oneLine(label, 60);
  const shown = called === undefined ? plain(value) : oneLine(called, 200);
  const whole = called === undefined ? undefined : `${shown} (${oneLine(value, 200)})`;
  const copy = iconButton('copy', t('Copy {0}', whole === undefined ? name : `${name}: ${whole}`), {
    click: () => post({ type: 'header/copy', field: id }),
  });
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
        title: whole,
        text: shown.length > maxValue ? `${cut(shown, maxValue)}…` : shown,
      }),
      copy,
    ),
  );
}

/** The details of a call, each with a copy button; collapsed at first. */
export function drawHeaderFields(
  fields: readonly HeaderField[],
  open: boolean,
  toggled: (open: boolean) => void,
  post: Post,
): HeaderFields {
  if (fields.length === 0) return { parts: [], showNames: () => undefined };
  let names: Readonly<Record<string, string>> = {};
  const draw = (): void => list.replaceChildren(...fields.map((field) => drawField(field, names[field.id], post)));
  const list = el('dl', { class: 'fields', id: 'call-fields' });
  const toggle = disclosure(
    { class: 'link disclosure', 'aria-controls': 'call-fields' },
    [el('span', { text: t('Details') })],
    open,
    (shown) => {
      list.hidden = !shown;
      if (shown && list.childElementCount === 0) draw();
      toggled(shown);
    },
  );
  const showNames: HeaderFields['showNames'] = (given) => {
    names = given;
    if (list.childElementCount > 0) draw();
  };
  return { parts: [toggle, list], showNames };
}
