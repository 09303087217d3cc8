import type { CommentAction, CommentMark } from '../../../src/shared/transcript.ts';
import type { IconName } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import { resolveButton, type DrawnMark, drawMark } from './mark.ts';

const signs: { readonly [S in CommentMark['state']]: IconName } = {
  stored: 'comment',
  pending: 'sync',
  failed: 'warning',
};

function chipLabel({ state, waiting }: CommentMark): string {
  if (waiting !== undefined) return `${t('Comment')}, ${oneLine(waiting, 60)}`;
  switch (state) {
    case 'stored':
      return t('Comment');
    case 'pending':
      return t('Comment, not saved yet');
    case 'failed':
      return t('Comment, not saved');
  }
}

const actionLabel = (action: CommentAction): string => (action === 'retry' ? t('Retry') : t('Discard'));

/** Draws a comment like a flag: a chip at the end of the line, and its text under the row. */
export function drawComment(mark: CommentMark, expanded: boolean): DrawnMark {
  const { id, state, text, actions = [] } = mark;
  const label = chipLabel(mark);
  const buttons = actions.map((action) =>
    resolveButton(actionLabel(action), { 'data-resolve-comment': id, 'data-action': action }),
  );
  const problem = state === 'failed' ? { sentence: mark.problem ?? t('Comment not saved.'), buttons } : undefined;
  const waiting = mark.waiting === undefined ? undefined : oneLine(mark.waiting, 60);
  return drawMark(
    { class: `chip ${state}`, 'data-comment-id': id, 'aria-label': label, title: label },
    { sign: signs[state], label: t('Comment'), waiting, note: text.trim(), noteSign: 'comment', expanded, problem },
  );
}
