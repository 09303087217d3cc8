import { type HeaderAction, headerActions, type TranscriptHeader } from '../../src/shared/transcript.ts';
import { el, iconButton, type IconName } from './dom.ts';
import type { Post } from './host.ts';
import { t } from './l10n.ts';

/** The buttons at the end of the header's line. What they do is the host's to decide. */
export function drawHeaderActions(kind: TranscriptHeader['kind'], masked: boolean, post: Post): HTMLElement {
  const names: Readonly<Record<HeaderAction, readonly [IconName, string]>> = {
    text: ['file-text', t('Open as text')],
    link: ['link', t('Copy link')],
    dimmed: ['filter', t('Hide actions, robots and noise')],
    mask: [masked ? 'eye-closed' : 'eye', t('Mask personal data')],
  };
  // A text and a link are made of calls only.
  const offered = headerActions.filter((action) => kind === 'call' || action === 'mask');
  const buttons = offered.map((action) => {
    const [sign, name] = names[action];
    const pressed = action === 'mask' ? { 'aria-pressed': String(masked) } : {};
    const known = action === 'dimmed' ? { class: 'icon-button hide-dimmed', 'aria-pressed': 'false' } : pressed;
    const click = (): void => post({ type: 'header/action', action });
    return iconButton(sign, name, { ...known, click });
  });
  return el(
    'div',
    { class: 'bar-actions', role: 'group', 'aria-label': kind === 'call' ? t('Call') : t('Conversation') },
    ...buttons,
  );
}
