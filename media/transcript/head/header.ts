import type { ConversationHeader, TranscriptView } from '../../../src/shared/transcript.ts';
import { button, el, icon } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine, plain } from '../../ui/text.ts';
import type { Post } from '../host.ts';
import type { SavedState } from '../saved-state.ts';
import { drawHeaderActions } from './header-actions.ts';
import { drawHeaderFields, type HeaderFields } from './header-fields.ts';
import { ReviewLine } from './review-line.ts';

/** A summary longer than this, in UTF-16 units, is cut off until it is expanded. */
const shortSummary = 320;
/** Characters of the title that are always shown. */
const leastTitle = 20;

function facts(list: readonly string[]): string {
  return list.map((fact) => oneLine(fact, 200)).join(' · ');
}

function summaryOf(text: string): HTMLElement[] {
  const words = plain(text).trim();
  if (words === '') return [];
  const summary = el('p', { class: 'summary', id: 'summary', dir: 'auto', text: words });
  if (words.length <= shortSummary) return [summary];
  summary.classList.add('clamped');
  const more = button({ class: 'link', 'aria-expanded': 'false', 'aria-controls': 'summary', text: t('Show more') });
  more.addEventListener('click', () => {
    const clamped = summary.classList.toggle('clamped');
    more.setAttribute('aria-expanded', String(!clamped));
    more.textContent = clamped ? t('Show more') : t('Show less');
  });
  return [summary, more];
}

/** The issue that the call or conversation is read for, as a button that changes it. */
function drawIssueButton({ header: { issue }, canFlag }: TranscriptView, post: Post): HTMLElement {
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

/** A warning that the conversation is not attached to the issue it is read for, and a button that attaches it. */
function drawAttachLine({ attached, issue }: ConversationHeader, post: Post): HTMLElement | null {
  if (attached !== false || issue === null) return null;
  const click = (): void => post({ type: 'conversation/attach' });
  const attach = button({ class: 'button secondary', text: t('Attach'), click });
  const words = t('Not attached to {0}. Attach it to comment on its messages.', issue.code);
  const sentence = el('span', { class: 'attach-words' }, icon('warning'), el('span', { text: oneLine(words, 200) }));
  return el('div', { class: 'problem' }, sentence, attach);
}

/** The head of a transcript: a bar that stays in view, and details that scroll away under it. */
export interface Header {
  readonly bar: HTMLElement;
  readonly details: HTMLElement;
  readonly showNames: HeaderFields['showNames'];
  /** Shows the place in the review queue. */
  readonly showReview: ReviewLine['show'];
}

export function drawHeader(view: TranscriptView, saved: SavedState, post: Post): Header {
  const { header, masked = false } = view;
  const { issue } = header;
  const number = header.number === null ? t('Unknown number') : oneLine(header.number, 60);
  const name = issue === null ? number : oneLine(issue.title, 200);
  const right = facts(issue?.facts ?? []);
  const about = [name, right].filter((part) => part !== '').join('\n');
  const title = el('h1', { class: 'title', title: about }, el('span', { dir: 'auto', text: name }));
  title.style.setProperty('--least', `${Math.min(name.length, leastTitle)}ch`);
  const review = new ReviewLine(post);
  const bar = el(
    'header',
    { class: 'bar' },
    drawIssueButton(view, post),
    title,
    ...(right === '' ? [] : [el('span', { class: 'bar-facts', text: right })]),
    review.element,
    drawHeaderActions(header.kind, masked, post),
  );
  // Without an issue the number is the title.
  const known = facts(header.facts.filter((fact) => issue !== null || fact !== header.number));
  const lines = known === '' ? [] : [el('p', { class: 'call-facts', text: known })];
  const { parts: fields, showNames } = drawHeaderFields(
    header.fields,
    saved.value.detailed,
    (detailed) => saved.update({ detailed }),
    post,
  );
  const attach = header.kind === 'sms' ? drawAttachLine(header, post) : null;
  const details = [...lines, ...summaryOf(header.summary), ...(attach === null ? [] : [attach]), ...fields];
  return {
    bar,
    details: el('div', { class: 'details' }, ...details),
    showNames,
    showReview: (shown) => review.show(shown),
  };
}
