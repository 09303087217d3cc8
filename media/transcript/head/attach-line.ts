import type { ConversationHeader } from '../../../src/shared/transcript.ts';
import { button, el, icon } from '../dom.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';
import { oneLine } from '../rows/text.ts';

/** Says that the conversation is not on the issue it is read under, and offers to attach it; nothing when it is. */
export function drawAttachLine({ attached, issue }: ConversationHeader, post: Post): HTMLElement | null {
  if (attached !== false || issue === null) return null;
  const click = (): void => post({ type: 'conversation/attach' });
  const attach = button({ class: 'button secondary', text: t('Attach'), click });
  const words = t('Not attached to {0}. Attach it to comment on its messages.', issue.code);
  const sentence = el('span', { class: 'attach-words' }, icon('warning'), el('span', { text: oneLine(words, 200) }));
  return el('div', { class: 'problem' }, sentence, attach);
}
