import { type Attributes, el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';

/** Creates a button that opens the file of a node; `bindPointer` handles it. */
export function nodeButton(node: Attributes, text: string): HTMLButtonElement {
  return el('button', { class: 'node-button', type: 'button', dir: 'auto', title: t('Open Node'), text, ...node });
}

/** Reads which node a button is for: that of an event, or that of a message. */
export function nodeOfButton(
  button: HTMLElement,
): { readonly nodeId: string } | { readonly index: number } | undefined {
  const { nodeId, nodeOf } = button.dataset;
  if (nodeId !== undefined) return { nodeId };
  return nodeOf === undefined ? undefined : { index: Number(nodeOf) };
}
