import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ScenarioIcon, ScenarioList, ScenarioView } from '../../../src/shared/issue-view.ts';
import type { IconName } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import type { Post } from '../host.ts';
import { sign } from '../../ui/sign.ts';
import { buttons, link, trouble } from './part.ts';

const icons: Readonly<Record<ScenarioIcon, IconName>> = {
  passed: 'check',
  failed: 'close',
  running: 'sync',
  unclear: 'warning',
  none: 'beaker',
};

/** Tests that were made of the issue's flags, with their latest results. */
export function scenarios(view: ScenarioList, post: Post): TemplateResult {
  return html`<section class="scenarios" aria-labelledby="scenarios">
    <div class="section-line" data-anchor>
      <h2 id="scenarios">${t('Scenarios')}</h2>
      <div class="section-buttons">${buttons(view.buttons, post, 'scenarios-buttons')}</div>
    </div>
    ${trouble(view.trouble, post, 'scenarios')}
    ${view.items.length === 0 ? html`<p class="quiet">${t('No scenarios.')}</p>` : nothing}
    <ul class="rows">
      ${repeat(
        view.items,
        ({ id }) => id,
        (one) => row(one, post),
      )}
    </ul>
  </section>`;
}

function row({ id, link: open, icon, state, facts, verdicts, problem, call, run }: ScenarioView, post: Post) {
  const name = `scenario/${id}`;
  return html`<li class="row" data-anchor data-scenario-id=${id}>
    <div class="row-line">
      ${sign(icons[icon])}
      <span class="row-main">${link(open, post, name)}</span>
      <span class="scenario-state" role="status">${state}</span>
      <span class="quiet row-facts">${facts}</span>
      ${call === null ? nothing : link(call, post, `${name}/call`)}
      ${run === null ? nothing : link(run, post, `${name}/run`)}
    </div>
    ${problem === '' ? nothing : html`<p class="trouble">${sign('warning')}<span dir="auto">${problem}</span></p>`}
    ${
      verdicts.length === 0
        ? nothing
        : html`<ul class="flags">
            ${verdicts.map(
              (verdict) =>
                html`<li class="verdict">${sign(icons[verdict.icon])} <span dir="auto">${verdict.text}</span></li>`,
            )}
          </ul>`
    }
  </li>`;
}
