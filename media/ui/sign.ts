import { html, type TemplateResult } from 'lit-html';
import type { IconName } from './dom.ts';

/** A sign, hidden from screen readers: its meaning is said in words beside it. */
export function sign(name: IconName): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}
