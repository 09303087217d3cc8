import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { EvidenceIcon, EvidenceList, EvidenceView, FlagView } from '../../../src/shared/issue-view.ts';
import type { IconName } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { sign } from '../../ui/sign.ts';
import type { Post } from '../host.ts';
import { buttons, iconAction, link, trouble } from './part.ts';

const icons: Readonly<Record<EvidenceIcon, IconName>> = {
  call: 'call',
  sms: 'mail',
  file: 'file',
  attachment: 'cloud',
  gone: 'circle-slash',
};

/** @param shown the rows that are drawn so far */
export function evidence(view: EvidenceList, shown: readonly EvidenceView[], post: Post): TemplateResult {
  return html`<section class="evidence" aria-labelledby="evidence" aria-busy=${String(view.isLoading)}>
    <div class="section-line" data-anchor>
      <h2 id="evidence">${t('Evidence')}</h2>
      <span class="quiet">${view.summary}</span>
      <div class="section-buttons">${buttons(view.buttons, post, 'evidence-buttons')}</div>
    </div>
    ${trouble(view.trouble, post, 'evidence')}
    ${
      view.items.length === 0 && view.looseFlags.length === 0 && !view.isLoading && view.trouble === null
        ? html`<p class="quiet">${t('No evidence.')}</p>`
        : nothing
    }
    <ul class="rows">
      ${repeat(
        shown,
        ({ id }) => id,
        (one) => guard([one], () => row(one, post)),
      )}
    </ul>
    ${
      view.looseFlags.length === 0
        ? nothing
        : html`<p class="quiet">${t('Flags on calls that are not attached')}</p>
            <ul class="rows flags">
              ${view.looseFlags.map((flag) => flagRow(flag, post))}
            </ul>`
    }
  </section>`;
}

function row(one: EvidenceView, post: Post): TemplateResult {
  const { id, icon, kind, facts, flags, detach } = one;
  return html`<li class="row" data-anchor>
    <div class="row-line">
      ${sign(icons[icon])}<span class="spoken">${kind}</span>
      <span class="row-main">${link(one.link, post, `evidence/${id}`)}</span>
      <span class="quiet row-facts">${facts}</span>
      ${
        detach === null
          ? nothing
          : iconAction('trash', t('Detach {0}', one.link.text), `evidence/${id}/detach`, () =>
              post({ type: 'run', action: detach }),
            )
      }
    </div>
    ${
      flags.length === 0
        ? nothing
        : html`<ul class="flags">
            ${repeat(
              flags,
              (flag) => flag.id,
              (flag) => flagRow(flag, post),
            )}
          </ul>`
    }
  </li>`;
}

function flagRow(flag: FlagView, post: Post): TemplateResult {
  const { id, place, type, quote, note, state, stateWords, node, context } = flag;
  const heard = [place, type, stateWords, quote === '' ? '' : `“${quote}”`, note]
    .filter((part) => part !== '')
    .join(' ');
  return html`<li class="flag ${state}" data-flag-id=${id} data-vscode-context=${context}>
    <button
      type="button"
      class="flag-button"
      aria-label=${heard}
      data-focus="flag/${id}"
      @click=${() => post({ type: 'run', action: flag.action })}
    >
      ${sign(state === 'failed' ? 'warning' : state === 'stored' ? 'flag' : 'sync')}
      <span class="quiet time">${place}</span> <span class="flag-type">${type}</span>${
        stateWords === '' ? nothing : html` <span class="mark">${stateWords}</span>`
      }${quote === '' ? nothing : html` <span class="quote" dir="auto">“${quote}”</span>`}${
        note === '' ? nothing : html` <span class="note" dir="auto">${note}</span>`
      }
    </button>
    ${
      node === null
        ? nothing
        : iconAction('go-to-file', t('Open Node {0}', node.name), `flag/${id}/node`, () =>
            post({ type: 'run', action: node.action }),
          )
    }
  </li>`;
}
