import { html, nothing, type TemplateResult } from 'lit-html';
import type { ChangeView, LinkView, TroubleView } from '../../../src/shared/issue-view.ts';
import type { IconName } from '../../ui/dom.ts';
import { sign } from '../../ui/sign.ts';
import type { Post } from '../host.ts';

/** A part of the page as it is drawn, or nothing. */
export type Drawn = TemplateResult | typeof nothing;

/** A text that runs its action when it is pressed; plain text when it has none. `name` keeps the focus over redraws. */
export function link({ text, action }: LinkView, post: Post, name: string): TemplateResult {
  if (action === null) return html`<span dir="auto">${text}</span>`;
  return html`<button
    type="button"
    class="link"
    dir="auto"
    data-focus=${name}
    @click=${() => post({ type: 'run', action })}
  >
    ${text}
  </button>`;
}

export function buttons(all: readonly LinkView[], post: Post, list: string): TemplateResult[] {
  return all.map(
    ({ text, action }) =>
      html`<button
        type="button"
        class="button secondary"
        data-focus=${`${list}/${action ?? text}`}
        @click=${() => action !== null && post({ type: 'run', action })}
      >
        ${text}
      </button>`,
  );
}

export function iconAction(icon: IconName, label: string, focus: string, click: () => void): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    aria-label=${label}
    title=${label}
    data-focus=${focus}
    @click=${click}
  >
    ${sign(icon)}
  </button>`;
}

/** The reason for which a list is missing or not whole. */
export function trouble(found: TroubleView | null, post: Post, list: string): Drawn {
  if (found === null) return nothing;
  return html`<p class="trouble" role="status">
    ${sign('warning')}<span dir="auto">${found.sentence}</span> ${
      found.retry === null ? nothing : link(found.retry, post, `${list}/retry`)
    }
  </p>`;
}

/** A change that is not stored, with what can be done about it. */
export function change({ id, words, actions }: ChangeView, post: Post): TemplateResult {
  return html`<p class="change">
    ${sign(actions.length === 0 ? 'sync' : 'warning')}<span dir="auto">${words}</span> ${actions.map(
      ({ action, label }) =>
        html`<button
          type="button"
          class="link"
          data-focus=${`change/${id}/${action}`}
          @click=${() => post({ type: 'change', id, action })}
        >
          ${label}
        </button>`,
    )}
  </p>`;
}
