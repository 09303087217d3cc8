import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { AffectedView, NormView, RelationList } from '../../../src/shared/issue-view.ts';
import { t } from '../../ui/l10n.ts';
import { sign } from '../../ui/sign.ts';
import type { Post } from '../host.ts';
import { markdown } from './markdown.ts';
import { buttons, iconAction, link, trouble } from './part.ts';

export function relations(view: RelationList, post: Post): TemplateResult {
  return html`<section class="related" aria-labelledby="related" aria-busy=${String(view.isLoading)}>
    <div class="section-line" data-anchor>
      <h2 id="related">${t('Related')}</h2>
      <div class="section-buttons">${buttons(view.buttons, post, 'related-buttons')}</div>
    </div>
    ${trouble(view.trouble, post, 'related')}
    ${
      view.items.length === 0 && !view.isLoading && view.trouble === null
        ? html`<p class="quiet">${t('No related issues.')}</p>`
        : nothing
    }
    <ul class="rows">
      ${repeat(
        view.items,
        ({ id }) => id,
        ({ id, words, link: to, remove }) =>
          html`<li class="row row-line" data-anchor>
            <span class="quiet">${words}</span>
            <span class="row-main">${link(to, post, `related/${id}`)}</span>
            ${
              remove === null
                ? nothing
                : iconAction('trash', t('Unlink {0}', to.text), `related/${id}/remove`, () =>
                    post({ type: 'run', action: remove }),
                  )
            }
          </li>`,
      )}
    </ul>
  </section>`;
}

export function norm(view: NormView, post: Post): TemplateResult {
  return html`<section class="norm" aria-labelledby="norm">
    <div class="section-line" data-anchor>
      <h2 id="norm">${t('Norm')}</h2>
      <span class="quiet" role="status">${view.isWorking ? sign('sync') : nothing} ${view.state}</span>
      <div class="section-buttons">${buttons(view.buttons, post, 'norm')}</div>
    </div>
    ${view.text === '' ? nothing : markdown(view.text)}
  </section>`;
}

/** What the calls ran on: loaded when somebody opens it. */
export function affected(
  view: AffectedView | undefined,
  isOpen: boolean,
  toggle: () => void,
  post: Post,
): TemplateResult {
  return html`<section class="affected" aria-labelledby="affected">
    <div class="section-line" data-anchor>
      <h2 id="affected">
        <button
          type="button"
          class="disclosure"
          aria-expanded=${String(isOpen)}
          data-focus="affected/toggle"
          @click=${toggle}
        >
          ${sign(isOpen ? 'chevron-down' : 'chevron-right')}${t('Affected')}
        </button>
      </h2>
      <span class="quiet">${t('pathways, personas and alerts')}</span>
      ${
        isOpen && view !== undefined
          ? html`<div class="section-buttons">${buttons(view.buttons, post, 'affected-buttons')}</div>`
          : nothing
      }
    </div>
    ${isOpen ? groups(view, post) : nothing}
  </section>`;
}

function groups(view: AffectedView | undefined, post: Post): unknown {
  if (view === undefined) return html`<p class="quiet" role="status">${t('Loading…')}</p>`;
  return html`${trouble(view.trouble, post, 'affected')}${view.groups.map(
    ({ label, items }, group) =>
      html`<h3>${label}</h3>
        <ul class="rows">
          ${
            items.length === 0
              ? html`<li class="quiet">${t('none')}</li>`
              : items.map((one, place) => html`<li class="row">${link(one, post, `affected/${group}/${place}`)}</li>`)
          }
        </ul>`,
  )}`;
}
