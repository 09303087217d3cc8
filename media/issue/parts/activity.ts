import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { type ActivityList, type EntryKind, entryKinds, type EntryView } from '../../../src/shared/issue-view.ts';
import { t } from '../../ui/l10n.ts';
import type { Post } from '../host.ts';
import type { EntryFilter } from '../saved-page.ts';
import { markdown } from './markdown.ts';
import { buttons, change, type Drawn, link, trouble } from './part.ts';

/** Entries that pass the filter; what is not stored yet always does. */
export function filtered(entries: readonly EntryView[], { kind, author }: EntryFilter): readonly EntryView[] {
  return entries.filter(
    (entry) =>
      entry.pending !== undefined ||
      ((kind === null || entry.kind === kind) && (author === null || entry.author === author)),
  );
}

interface Shown {
  readonly filter: EntryFilter;
  /** The entries that pass the filter, and how many of them are drawn. */
  readonly entries: readonly EntryView[];
  readonly count: number;
}

export function activity(
  view: ActivityList,
  { filter, entries, count }: Shown,
  change: (filter: EntryFilter) => void,
  showAll: () => void,
  post: Post,
): TemplateResult {
  const left = entries.length - count;
  return html`<section class="activity" aria-labelledby="activity" aria-busy=${String(view.isLoading)}>
    <div class="section-line" data-anchor>
      <h2 id="activity">${t('Activity')}</h2>
      ${filters(view.entries, filter, change)}
      <span class="quiet">${t('newest first')}</span>
      <div class="section-buttons">${buttons(view.buttons, post, 'activity-buttons')}</div>
    </div>
    ${trouble(view.trouble, post, 'activity')} ${nobody(view, entries)}
    <ul class="entries">
      ${repeat(
        entries.slice(0, count),
        ({ id }) => id,
        (one) => guard([one], () => entry(one, post)),
      )}
    </ul>
    ${
      left > 0
        ? html`<button type="button" class="button secondary" data-focus="activity/more" @click=${showAll}>
            ${left === 1 ? t('Show 1 Older Entry') : t('Show {0} Older Entries', left)}
          </button>`
        : nothing
    }
    ${view.note === '' || left > 0 ? nothing : html`<p class="quiet">${view.note}</p>`}
  </section>`;
}

function nobody(view: ActivityList, entries: readonly EntryView[]): Drawn {
  if (entries.length > 0 || view.trouble !== null) return nothing;
  if (view.isLoading) return html`<p class="quiet" role="status">${t('Loading…')}</p>`;
  return html`<p class="quiet">${view.entries.length === 0 ? t('No activity yet.') : t('Nothing of this kind.')}</p>`;
}

function filters(all: readonly EntryView[], filter: EntryFilter, change: (filter: EntryFilter) => void): unknown {
  const words: Readonly<Record<EntryKind, string>> = {
    comments: t('Comments'),
    changes: t('Changes'),
    evidence: t('Evidence and flags'),
    norm: t('Norm'),
  };
  const authors = [...new Set(all.map(({ author }) => author).filter((author) => author !== ''))].toSorted();
  const pick = (event: Event): string => (event.target as HTMLSelectElement).value;
  return html`<select
      class="filter"
      aria-label=${t('Kind of activity')}
      data-focus="activity/kind"
      @change=${(event: Event) => change({ ...filter, kind: entryKinds.find((kind) => kind === pick(event)) ?? null })}
    >
      <option value="" ?selected=${filter.kind === null}>${t('All kinds')}</option>
      ${entryKinds.map((kind) => html`<option value=${kind} ?selected=${filter.kind === kind}>${words[kind]}</option>`)}
    </select>
    <select
      class="filter"
      aria-label=${t('Author')}
      data-focus="activity/author"
      @change=${(event: Event) => change({ ...filter, author: pick(event) === '' ? null : pick(event) })}
    >
      <option value="" ?selected=${filter.author === null}>${t('Everyone')}</option>
      ${authors.map((author) => html`<option value=${author} ?selected=${filter.author === author}>${author}</option>`)}
    </select>`;
}

function entry(one: EntryView, post: Post): TemplateResult {
  const { id, author, time, clock, headline, body, whole, links, pending } = one;
  return html`<li class="entry" data-anchor data-entry=${id}>
    <div class="entry-line">
      ${author === '' ? nothing : html`<span class="author" dir="auto">${author}</span>`}
      ${time === '' ? nothing : html`<time class="quiet" title=${clock}>${time}</time>`}
      ${link(headline, post, `entry/${id}`)}
    </div>
    ${pending === undefined ? nothing : change(pending, post)} ${body === '' ? nothing : markdown(body)}
    ${whole === null ? nothing : link(whole, post, `entry/${id}/whole`)}
    ${
      links.length === 0
        ? nothing
        : html`<ul class="entry-links">
            ${links.map((to, place) => html`<li>${link(to, post, `entry/${id}/${place}`)}</li>`)}
          </ul>`
    }
  </li>`;
}
