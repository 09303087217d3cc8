import { html, type TemplateResult } from 'lit-html';
import type { PageAction } from '../../src/shared/page-action.ts';
import { sign } from './sign.ts';

/** An error in place of a page's content, with what can be done. */
export function problem(
  sentence: string,
  actions: readonly PageAction[],
  run: (action: string) => void,
): TemplateResult {
  return html`<div class="empty-page">
    <div class="sentence" role="alert">
      ${sign('warning')}
      <h1 dir="auto">${sentence}</h1>
    </div>
    <div class="page-actions">
      ${actions.map(
        ({ id, label }, place) =>
          html`<button
            type="button"
            class=${place === 0 ? 'button' : 'button secondary'}
            data-focus="problem/${id}"
            @click=${() => run(id)}
          >
            ${label}
          </button>`,
      )}
    </div>
  </div>`;
}
