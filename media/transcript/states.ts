import type { PageAction } from '../../src/shared/page-action.ts';
import type { TranscriptHeader } from '../../src/shared/transcript.ts';
import { button, el, icon } from './dom.ts';
import type { Post } from './host.ts';
import { t } from './l10n.ts';
import { oneLine, plain } from './rows/text.ts';

/** A wait shorter than this, in milliseconds, is not worth a word. */
const patience = 200;

/** What stands on the page while there is no transcript; says that it loads once that takes noticeable time. */
export function drawLoading(): HTMLElement {
  const words = el('div', { class: 'empty-page', role: 'status' });
  setTimeout(() => words.append(el('h1', { text: t('Loading the transcript…') })), patience);
  return words;
}

/** Why there is no transcript, in a sentence, and what can be done about it. */
export function drawProblem(sentence: string, actions: readonly PageAction[], post: Post): HTMLElement {
  const buttons = actions.map(({ id, label }, place) => {
    const click = (): void => post({ type: 'problem', action: id });
    return button({ class: place === 0 ? 'button' : 'button secondary', text: oneLine(label, 60), click });
  });
  return el(
    'div',
    { class: 'empty-page' },
    el('div', { class: 'sentence', role: 'alert' }, icon('warning'), el('h1', { dir: 'auto', text: plain(sentence) })),
    el('div', { class: 'page-actions' }, ...buttons),
  );
}

/** What stands in place of the rows when there are none. */
export function emptyWords(header: TranscriptHeader): string {
  if (header.kind === 'call') return t('This call has no messages yet.');
  return header.messagesMissing
    ? t('The service returned no messages for this conversation.')
    : t('This conversation has no messages yet.');
}
