import type { TranscriptView } from '../../../src/shared/transcript.ts';
import { drawAttachLine } from './attach-line.ts';
import { button, el } from '../dom.ts';
import { drawHeaderActions } from './header-actions.ts';
import { drawHeaderFields, type HeaderFields } from './header-fields.ts';
import { drawIssueButton } from './header-issue.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';
import type { Memory } from '../rows/memory.ts';
import { oneLine, plain } from '../rows/text.ts';

/** A summary longer than this, in UTF-16 units, first shows its beginning. */
const shortSummary = 320;
/** So many characters of the title are always shown. */
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

/** What the call is: one line that stays in view, and details that scroll away under it. */
export interface Header {
  readonly bar: HTMLElement;
  readonly details: HTMLElement;
  readonly showNames: HeaderFields['showNames'];
}

export function drawHeader(view: TranscriptView, memory: Memory, post: Post): Header {
  const { header, masked = false } = view;
  const { issue } = header;
  const number = header.number === null ? t('Unknown number') : oneLine(header.number, 60);
  const name = issue === null ? number : oneLine(issue.title, 200);
  const right = facts(issue?.facts ?? []);
  const about = [name, right].filter((part) => part !== '').join('\n');
  const title = el('h1', { class: 'title', title: about }, el('span', { dir: 'auto', text: name }));
  title.style.setProperty('--least', `${Math.min(name.length, leastTitle)}ch`);
  const bar = el(
    'header',
    { class: 'bar' },
    drawIssueButton(view, post),
    title,
    ...(right === '' ? [] : [el('span', { class: 'bar-facts', text: right })]),
    drawHeaderActions(header.kind, masked, post),
  );
  // Without an issue the number is the title.
  const known = facts(header.facts.filter((fact) => issue !== null || fact !== header.number));
  const lines = known === '' ? [] : [el('p', { class: 'call-facts', text: known })];
  const { parts: fields, showNames } = drawHeaderFields(
    header.fields,
    memory.value.detailed,
    (detailed) => memory.update({ detailed }),
    post,
  );
  const attach = header.kind === 'sms' ? drawAttachLine(header, post) : null;
  const details = [...lines, ...summaryOf(header.summary), ...(attach === null ? [] : [attach]), ...fields];
  return { bar, details: el('div', { class: 'details' }, ...details), showNames };
}
