import { type HeaderAction, headerActions, type TranscriptHeader } from '../../../src/shared/transcript.ts';
import { closest, el, iconButton, type IconName } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import type { Post } from '../host.ts';

/**
 * The buttons at the end of the bar; the host acts on them. In a narrow bar the style sheet folds them behind a button that
 * shows them.
 */
export function drawHeaderActions(kind: TranscriptHeader['kind'], masked: boolean, post: Post): HTMLElement {
  const names: Readonly<Record<HeaderAction, readonly [IconName, string]>> = {
    text: ['file-text', t('Open as text')],
    link: ['link', t('Copy link')],
    dimmed: ['filter', t('Hide non-speech messages')],
    mask: [masked ? 'eye-closed' : 'eye', t('Mask personal data')],
  };
  // Only calls can be opened as text and linked to.
  const offered = headerActions.filter((action) => kind === 'call' || action === 'mask');
  const buttons = offered.map((action) => {
    const [sign, name] = names[action];
    const pressed = action === 'mask' ? { 'aria-pressed': String(masked) } : {};
    const known = action === 'dimmed' ? { class: 'icon-button hide-dimmed', 'aria-pressed': 'false' } : pressed;
    const click = (): void => post({ type: 'header/action', action });
    return iconButton(sign, name, { ...known, click });
  });
  const keys = iconButton('keyboard', t('Keyboard shortcuts'), { click: () => post({ type: 'ask', what: 'help' }) });
  const folded = el('div', { class: 'folded-actions', id: 'folded-actions' }, ...buttons, keys);
  return el(
    'div',
    { class: 'bar-actions', role: 'group', 'aria-label': kind === 'call' ? t('Call') : t('Conversation') },
    folded,
    unfoldButton(folded),
  );
}

/** Shows the folded buttons until one is pressed or the focus leaves them. */
function unfoldButton(folded: HTMLElement): HTMLElement {
  const unfold = (open: boolean): void => {
    folded.classList.toggle('open', open);
    button.setAttribute('aria-expanded', String(open));
  };
  const button = iconButton('ellipsis', t('More actions'), {
    class: 'icon-button unfold-button',
    'aria-controls': folded.id,
    click: () => unfold(!folded.classList.contains('open')),
  });
  unfold(false);
  folded.addEventListener('click', () => unfold(false));
  folded.addEventListener('focusout', ({ relatedTarget }) => {
    if (closest(relatedTarget, '.folded-actions, .unfold-button') === null) unfold(false);
  });
  folded.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !folded.classList.contains('open')) return;
    event.preventDefault();
    event.stopPropagation();
    unfold(false);
    button.focus();
  });
  return button;
}
