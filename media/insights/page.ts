import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import {
  insightRanges,
  type InsightsView,
  type NoteView,
  type PictureId,
  type PictureView,
} from '../../src/shared/insights-view.ts';
import type { PageAction } from '../../src/shared/page-action.ts';
import { Announcer } from '../ui/announcer.ts';
import { clean } from '../ui/clean.ts';
import { keepPlace } from '../ui/keep-place.ts';
import { t } from '../ui/l10n.ts';
import { problem } from '../ui/problem.ts';
import { sign } from '../ui/sign.ts';
import { bars, type Stops } from './bars.ts';
import type { InsightsHandlers, Post } from './host.ts';
import type { SavedInsights } from './saved-page.ts';

/** The insights page: one state, and one function that draws it. */
export class InsightsPage {
  readonly #root: HTMLElement;
  readonly #post: Post;
  readonly #saved: SavedInsights;
  readonly #announcer: Announcer;
  readonly #stops: Stops = new Map();
  #view: InsightsView | undefined;
  #problem: { readonly sentence: string; readonly actions: readonly PageAction[] } | undefined;

  constructor(main: HTMLElement, post: Post, saved: SavedInsights) {
    this.#root = document.createElement('div');
    main.append(this.#root);
    this.#post = post;
    this.#saved = saved;
    this.#announcer = new Announcer(main);
    this.#draw();
  }

  get handlers(): InsightsHandlers {
    return {
      loading: () => {
        this.#problem = undefined;
        this.#draw();
      },
      problem: ({ sentence, actions }) => {
        this.#problem = clean({ sentence, actions });
        this.#draw();
      },
      insights: ({ view }) => {
        const wasLoading = (this.#view?.progress ?? null) !== null;
        const isFirst = this.#view === undefined;
        this.#problem = undefined;
        this.#view = clean(view);
        this.#draw();
        if (wasLoading && view.progress === null) this.#announcer.say(this.#view.scope);
        if (isFirst) this.#showLatest();
      },
      say: ({ text, tone }) => this.#announcer.say(text, tone),
    };
  }

  #draw(): void {
    keepPlace(this.#root, () => render(this.#page(), this.#root));
  }

  /** Scrolls the columns to the last one: today. */
  #showLatest(): void {
    const columns = this.#root.querySelector('.columns');
    if (columns !== null) columns.scrollLeft = columns.scrollWidth;
  }

  #page(): TemplateResult {
    const post = this.#post;
    if (this.#problem !== undefined) {
      const { sentence, actions } = this.#problem;
      return problem(sentence, actions, (action) => post({ type: 'problem', action }));
    }
    const view = this.#view;
    if (view === undefined) {
      return html`<div class="loading quiet" role="status"><h1>${t('Loading the insights…')}</h1></div>`;
    }
    return html`<div class="insights">
      ${this.#head(view)} ${progress(view, post)} ${notes(view.notes, 'page', post)}
      ${view.empty === null ? nothing : html`<div class="empty-page">${note(view.empty, 'empty', 0, post)}</div>`}
      ${repeat(
        view.pictures,
        ({ id }) => id,
        (picture) => this.#picture(picture, view),
      )}
    </div>`;
  }

  #head({ scope, copy, empty }: InsightsView): TemplateResult {
    const post = this.#post;
    return html`<header class="head" data-anchor>
      <h1>${t('Insights')}</h1>
      <div class="head-actions">
        <button
          type="button"
          class="button secondary"
          data-focus="head/refresh"
          @click=${() => post({ type: 'load', part: 'all' })}
        >
          ${t('Refresh')}
        </button>
        ${
          empty === null
            ? html`<button
                type="button"
                class="button secondary"
                data-focus="head/copy"
                @click=${() => post({ type: 'run', action: copy })}
              >
                ${t('Copy as Markdown')}
              </button>`
            : nothing
        }
      </div>
      <p class="scope quiet" dir="auto">${scope}</p>
    </header>`;
  }

  #picture(picture: PictureView, view: InsightsView): TemplateResult {
    const { id, title, source, summary, legend, notes: own, save } = picture;
    const post = this.#post;
    const isDrawn = picture.bars.some(({ total }) => total > 0);
    return html`<section aria-labelledby="title-${id}">
      <div class="section-line" data-anchor>
        <h2 id="title-${id}">${title}</h2>
        ${id === 'time' ? this.#ranges(view) : nothing}
        ${
          isDrawn
            ? html`<button
                type="button"
                class="link"
                data-focus="save/${id}"
                @click=${() => post({ type: 'run', action: save })}
              >
                ${t('Save as SVG…')} <span class="spoken">${title}</span>
              </button>`
            : nothing
        }
      </div>
      <p class="quiet" dir="auto">${source}</p>
      ${
        isDrawn
          ? html`<figure aria-labelledby="title-${id}" aria-describedby="summary-${id}">
              ${legend === null ? nothing : legendOf(legend)} ${bars(picture, this.#stops, post, () => this.#draw())}
              <figcaption id="summary-${id}" dir="auto">${summary}</figcaption>
            </figure>`
          : html`<p dir="auto">${summary}</p>`
      }
      ${notes(own, id, post)} ${isDrawn ? this.#table(picture) : nothing}
    </section>`;
  }

  #ranges({ ranges, range }: InsightsView): TemplateResult {
    const choose = (event: Event): void => {
      const { value } = event.target as HTMLSelectElement;
      const chosen = insightRanges.find((one) => one === value);
      if (chosen === undefined) return;
      this.#saved.keep({ range: chosen });
      this.#post({ type: 'range', range: chosen });
      requestAnimationFrame(() => this.#showLatest());
    };
    return html`<select class="filter" aria-label=${t('Range')} data-focus="range" @change=${choose}>
      ${ranges.map(({ id, label }) => html`<option value=${id} ?selected=${id === range}>${label}</option>`)}
    </select>`;
  }

  #table({ id, title, table: { heads, rows, note: left } }: PictureView): TemplateResult {
    const toggle = (event: Event): void => {
      const isOpen = (event.target as HTMLDetailsElement).open;
      const others = this.#saved.value.tables.filter((one): one is PictureId => one !== id);
      this.#saved.keep({ tables: isOpen ? [...others, id] : others });
    };
    const isNumber = (cell = ''): boolean => /^[\p{Nd}\s.,'’]+$/u.test(cell);
    const classOf = (place: number): string => (place > 0 && rows.every((row) => isNumber(row[place])) ? 'number' : '');
    return html`<details ?open=${this.#saved.value.tables.includes(id)} @toggle=${toggle}>
      <summary data-focus="table/${id}">${t('Table')} <span class="spoken">${title}</span></summary>
      <table aria-label=${title}>
        <thead>
          <tr>
            ${heads.map((head, place) => html`<th scope="col" class=${classOf(place)}>${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name = '', ...cells]) =>
              html`<tr>
                <th scope="row" dir="auto">${name}</th>
                ${cells.map((cell, place) => html`<td dir="auto" class=${classOf(place + 1)}>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
      ${left === '' ? nothing : html`<p class="quiet">${left}</p>`}
    </details>`;
  }
}

function progress({ progress: now }: InsightsView, post: Post): TemplateResult | typeof nothing {
  if (now === null) return nothing;
  return html`<div class="progress-line">
    <progress max=${now.total} .value=${now.done} aria-label=${t('Loading flags')}></progress>
    <span>${now.sentence}</span>
    <button type="button" class="link" data-focus="progress/stop" @click=${() => post({ type: 'stop' })}>
      ${t('Stop')}
    </button>
  </div>`;
}

function legendOf([filled, outlined]: readonly [string, string]): TemplateResult {
  const swatch = (look: 'filled' | 'outlined'): TemplateResult =>
    html`<svg class="swatch" aria-hidden="true" focusable="false">
      <rect class=${look} x="0" y="0" width="100%" height="100%"></rect>
    </svg>`;
  return html`<p class="legend">
    <span>${swatch('filled')}${filled}</span> <span>${swatch('outlined')}${outlined}</span>
  </p>`;
}

function notes(all: readonly NoteView[], list: string, post: Post): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<ul class="notes">
    ${all.map((one, place) => html`<li>${note(one, list, place, post)}</li>`)}
  </ul>`;
}

function note({ sentence, action }: NoteView, list: string, place: number, post: Post): TemplateResult {
  const press = (): void => {
    if (action?.load !== undefined) post({ type: 'load', part: action.load });
    else if (action?.run !== undefined) post({ type: 'run', action: action.run });
  };
  return html`${list === 'page' ? sign('warning') : nothing}<span dir="auto">${sentence}</span> ${
      action === null
        ? nothing
        : html`<button type="button" class="link" data-focus="notes/${list}/${place}" @click=${press}>
            ${action.label}
          </button>`
    }`;
}
