import { type HeaderAction, headerActions, type TranscriptHeader } from '../../../src/shared/transcript.ts';
import { around, el, iconButton, type IconName } from '../dom.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';

/**
 * The buttons at the end of the header's line. What they do is the host's to decide. Where the line is too narrow for all
 * of them, the style sheet folds them up behind one that shows them.
 */
export function drawHeaderActions(kind: TranscriptHeader['kind'], masked: boolean, post: Post): HTMLElement {
  const names: Readonly<Record<HeaderAction, readonly [IconName, string]>> = {
    text: ['file-text', t('Open as text')],
    link: ['link', t('Copy link')],
    dimmed: ['filter', t('Hide non-speech messages')],
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
  const keys = iconButton('keyboard', t('Keyboard shortcuts'), { click: () => post({ type: 'ask', what: 'help' }) });
  const folded = el('div', { class: 'folded-actions', id: 'folded-actions' }, ...buttons, keys);
  return el(
    'div',
    { class: 'bar-actions', role: 'group', 'aria-label': kind === 'call' ? t('Call') : t('Conversation') },
    folded,
    unfoldButton(folded),
  );
}

/** Shows what is folded up until one of it is pressed or the keyboard goes elsewhere. */
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
    if (around(relatedTarget, '.folded-actions, .unfold-button') === null) unfold(false);
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
