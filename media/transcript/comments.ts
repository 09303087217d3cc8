import type { CommentAction, CommentMark } from '../../src/shared/transcript.ts';
import { button, el, icon, type IconName } from './dom.ts';
import type { DrawnMark } from './flags.ts';
import { t } from './l10n.ts';
import { plain } from './text.ts';

const signs: { readonly [S in CommentMark['state']]: IconName } = {
  stored: 'comment',
  pending: 'sync',
  waiting: 'sync',
  failed: 'warning',
};

function chipWords(state: CommentMark['state']): string {
  switch (state) {
    case 'stored':
      return t('Comment');
    case 'pending':
      return t('Comment, not saved yet');
    case 'waiting':
      return t('Comment, waiting for the service');
    case 'failed':
      return t('Comment, not saved');
  }
}

const actionWords = (action: CommentAction): string => (action === 'retry' ? t('Retry') : t('Discard'));

let nextText = 0;

/** Draws a comment as a flag is drawn: a chip at the end of the line, and its text under the row. */
export function drawComment(mark: CommentMark, expanded: boolean): DrawnMark {
  const { id, state } = mark;
  const words = chipWords(state);
  const text = plain(mark.text).trim();
  const textId = text === '' ? undefined : `comment-${(nextText += 1)}`;
  const chip = button(
    {
      // Waiting looks like on its way, and says so in words.
      class: `chip ${state === 'waiting' ? 'pending' : state}`,
      tabindex: '-1',
      'data-comment-id': id,
      'aria-label': words,
      'aria-expanded': textId === undefined ? undefined : String(expanded),
      'aria-controls': textId,
      title: words,
    },
    icon(signs[state]),
    el('span', { class: 'chip-type', text: state === 'waiting' ? t('Waiting for the service') : t('Comment') }),
  );
  const under: HTMLElement[] = [];
  if (textId !== undefined) {
    const said = el('span', { class: 'note-text', dir: 'auto', text });
    under.push(el('div', { class: expanded ? 'note expanded' : 'note', id: textId }, icon('comment'), said));
  }
  if (state === 'failed') under.push(problemLine(mark));
  return { chip, under };
}

function problemLine({ id, problem, actions = [] }: CommentMark): HTMLElement {
  const buttons = actions.map((action) =>
    button({
      class: 'button secondary',
      tabindex: '-1',
      'data-resolve-comment': id,
      'data-action': action,
      text: actionWords(action),
    }),
  );
  const sentence = plain(problem ?? t('Comment not saved.'));
  const words = el('span', { class: 'problem-text', dir: 'auto', text: sentence });
  return el('div', { class: 'problem' }, icon('warning'), words, el('span', { class: 'problem-actions' }, ...buttons));
}
