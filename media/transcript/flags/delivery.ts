import type { Delivery } from '../../../src/shared/transcript.ts';
import { el, icon } from '../dom.ts';
import { oneLine } from '../rows/text.ts';

/** How an SMS message went its way, at the end of its line: in words, a failure also by its sign. */
export function drawDelivery({ words, numbers, failed }: Delivery): HTMLElement {
  return el(
    'span',
    { class: failed ? 'delivery undelivered' : 'delivery', title: oneLine(numbers, 200) },
    ...(failed ? [icon('warning')] : []),
    el('span', { dir: 'auto', text: oneLine(words, 100) }),
  );
}
