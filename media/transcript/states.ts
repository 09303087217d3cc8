import type { PageAction } from '../../src/shared/page-action.ts';
import type { TranscriptHeader } from '../../src/shared/transcript.ts';
import { button, el, icon } from '../ui/dom.ts';
import { t } from '../ui/l10n.ts';
import { oneLine, plain } from '../ui/text.ts';
import type { Post } from './host.ts';

/** Milliseconds before loading is mentioned. */
const loadingDelay = 200;

/** An empty page that says that it is loading if that takes noticeable time. */
export function drawLoading(): HTMLElement {
  const words = el('div', { class: 'empty-page', role: 'status' });
  setTimeout(() => words.append(el('h1', { text: t('Loading the transcript…') })), loadingDelay);
  return words;
}

/** The reason why there is no transcript, and what can be done. */
export function drawProblem(sentence: string, actions: readonly PageAction[], post: Post): HTMLElement {
  const buttons = actions.map(({ id, label }, index) => {
    const click = (): void => post({ type: 'problem', action: id });
    return button({ class: index === 0 ? 'button' : 'button secondary', text: oneLine(label, 60), click });
  });
  return el(
    'div',
    { class: 'empty-page' },
    el('div', { class: 'sentence', role: 'alert' }, icon('warning'), el('h1', { dir: 'auto', text: plain(sentence) })),
    el('div', { class: 'page-actions' }, ...buttons),
  );
}

/** The text in place of the rows when there are none. */
export function emptyText(header: TranscriptHeader): string {
  if (header.kind === 'call') return t('This call has no messages yet.');
  return header.messagesMissing
    ? t('The service returned no messages for this conversation.')
    : t('This conversation has no messages yet.');
}
