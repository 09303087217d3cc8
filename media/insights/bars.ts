import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { ifDefined } from 'lit-html/directives/if-defined.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { BarView, PictureView } from '../../src/shared/insights-view.ts';
import type { Post } from './host.ts';

/** The bar of each picture that Tab reaches: the arrow keys go on from there. */
export type Stops = Map<string, string>;

/** The bars of a picture: columns for times, else rows with their names. */
export function bars(picture: PictureView, stops: Stops, post: Post, draw: () => void): TemplateResult {
  const { id, bars: all } = picture;
  const isTime = id === 'time';
  const most = Math.max(1, ...all.map(({ total }) => total));
  const links = all.filter(({ action }) => action !== null);
  const stop = links.find((bar) => bar.id === stops.get(id)) ?? (isTime ? links.at(-1) : links[0]);
  return html`<ol
    class=${isTime ? 'columns' : 'bars'}
    data-picture=${id}
    @keydown=${(event: KeyboardEvent) => move(event, isTime)}
    @focusin=${({ target }: FocusEvent) => {
      const name = target instanceof HTMLElement ? target.dataset['bar'] : undefined;
      if (name === undefined || name === stops.get(id)) return;
      stops.set(id, name);
      draw();
    }}
  >
    ${repeat(
      all,
      (bar) => bar.id,
      (bar) => html`<li>${isTime ? column(bar, most, bar === stop, post) : row(bar, most, bar === stop, post)}</li>`,
    )}
  </ol>`;
}

function row(bar: BarView, most: number, isStop: boolean, post: Post): TemplateResult {
  const { label, detail, count, total } = bar;
  const drawn = html`<span class="bar-name" dir="auto" aria-hidden="true"
      >${label}${detail === '' ? nothing : html` · <span class="quiet" dir="auto">${detail}</span>`}</span
    ><svg class="bar-picture" aria-hidden="true" focusable="false">
      ${svg`${
        total > count
          ? svg`<rect class="outlined" x="0" y="0" width="${share(total, most)}" height="100%"></rect>`
          : nothing
      }<rect class="filled" x="0" y="0" width="${share(count, most)}" height="100%"></rect>`}</svg
    ><span class="bar-count" aria-hidden="true">${total > count ? `${count} / ${total}` : total}</span>`;
  return linkTo(bar, 'bar', isStop, post, drawn);
}

function column(bar: BarView, most: number, isStop: boolean, post: Post): TemplateResult {
  const { count, tick } = bar;
  const high = (count / most) * 100;
  const drawn = html`<span class="column-count" aria-hidden="true">${count === 0 ? '' : count}</span
    ><svg class="column-picture" aria-hidden="true" focusable="false">
      <rect class="filled" x="12%" y="${100 - high}%" width="76%" height="${high}%"></rect>
    </svg>`;
  return html`${linkTo(bar, 'column', isStop, post, drawn)}<span class="tick" aria-hidden="true">${tick}</span>`;
}

/** A bar that leads to its flags; one without any is a picture. Both have words for screen readers. */
function linkTo(
  { id, heard, action }: BarView,
  look: 'bar' | 'column',
  isStop: boolean,
  post: Post,
  drawn: TemplateResult,
): TemplateResult {
  // Columns show no names.
  const title = look === 'column' ? heard : undefined;
  if (action === null)
    return html`<div class=${look} role="img" aria-label=${heard} title=${ifDefined(title)}>${drawn}</div>`;
  return html`<button
    type="button"
    class="${look} leads"
    title=${ifDefined(title)}
    tabindex=${isStop ? '0' : '-1'}
    data-bar=${id}
    data-focus="bar/${id}"
    @click=${() => post({ type: 'run', action })}
  >
    ${drawn}<span class="spoken">${heard}</span>
  </button>`;
}

/** Moves between the bars of a picture. */
function move(event: KeyboardEvent, isTime: boolean): void {
  const { key, currentTarget, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const links = [...currentTarget.querySelectorAll<HTMLElement>('[data-bar]')];
  const at = links.indexOf(target);
  const places: Readonly<Record<string, number>> = {
    [isTime ? 'ArrowRight' : 'ArrowDown']: at + 1,
    [isTime ? 'ArrowLeft' : 'ArrowUp']: at - 1,
    Home: 0,
    End: links.length - 1,
  };
  const place = places[key];
  if (at === -1 || place === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  links[Math.max(0, Math.min(links.length - 1, place))]?.focus();
}

function share(part: number, whole: number): string {
  return `${Math.round((part / whole) * 1000) / 10}%`;
}
