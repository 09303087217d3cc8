import type { TranscriptView } from '../../../src/shared/transcript.ts';
import { button, el, icon } from '../dom.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';
import { oneLine } from '../rows/text.ts';

/** The issue that the call or conversation is read for, as a button that has another chosen. */
export function drawIssueButton({ header: { issue }, canFlag }: TranscriptView, post: Post): HTMLElement {
  // While there is one that is not loaded, its code is not known.
  const code = issue === null ? (canFlag ? t('Issue') : t('No Issue')) : oneLine(issue.code, 40);
  return button(
    {
      class: 'issue-button',
      'data-name': 'issue',
      'aria-label': t('{0}, change issue', code),
      'aria-haspopup': 'dialog',
      title: t('Change issue'),
      click: () => post({ type: 'issue/change' }),
    },
    el('span', { class: 'issue-code', dir: 'auto', text: code }),
    icon('chevron-down'),
  );
}
