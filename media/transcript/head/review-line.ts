import type { ReviewView } from '../../../src/shared/review.ts';
import { el, iconButton } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import type { Post } from '../host.ts';

/** The place in the review queue, with buttons to the calls around; hidden when the call is in none. */
export class ReviewLine {
  readonly element = el('div', { class: 'review', role: 'group', 'aria-label': t('Review') });
  readonly #post: Post;

  constructor(post: Post) {
    this.#post = post;
    this.show(null);
  }

  show(review: ReviewView | null): void {
    this.element.hidden = review === null;
    if (review === null) return;
    const { position, total, reviewed, flagged, isReviewed } = review;
    const facts = [...(flagged > 0 ? [t('{0} flagged', flagged)] : []), ...(isReviewed ? [t('reviewed')] : [])];
    const place = [t('{0} of {1}', position, total), ...facts].join(' · ');
    const about = [
      t('{0} of {1} calls reviewed on this machine', reviewed, total),
      t('Flags are counted among loaded issues'),
    ].join('\n');
    const focused = this.element.contains(document.activeElement) ? document.activeElement?.className : undefined;
    this.element.replaceChildren(
      iconButton('chevron-left', t('Previous call'), {
        class: 'icon-button review-previous',
        disabled: position === 1 ? '' : undefined,
        click: () => this.#post({ type: 'ask', what: 'previousCall' }),
      }),
      el('span', { class: 'review-place', title: about, text: place }),
      iconButton('check', t('Mark as reviewed and open next call'), {
        class: 'icon-button review-next',
        click: () => this.#post({ type: 'ask', what: 'nextCall' }),
      }),
    );
    if (focused !== undefined) this.element.querySelector<HTMLElement>(`.${focused.split(' ').join('.')}`)?.focus();
  }
}
