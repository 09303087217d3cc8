import { html, nothing, type TemplateResult } from 'lit-html';
import { type Block, parseMarkdown, type Span } from '../../../src/shared/markdown.ts';
import { t } from '../../ui/l10n.ts';
import { plain } from '../../ui/text.ts';

/** Draws what people wrote. Every text is bound as text; of addresses only those of the web are links, and say where they lead. */
export function markdown(text: string): TemplateResult {
  return html`<div class="markdown" dir="auto">${blocks(parseMarkdown(plain(text)))}</div>`;
}

function blocks(all: readonly Block[]): TemplateResult[] {
  return all.map(block);
}

function block(one: Block): TemplateResult {
  switch (one.kind) {
    case 'paragraph':
      return html`<p>${spans(one.spans)}</p>`;
    case 'heading':
      // Its level is the author's; among the page's own headings it would lead astray.
      return html`<p class="written-heading level-${one.level}">${spans(one.spans)}</p>`;
    case 'code':
      return html`<pre tabindex="0" role="group" aria-label=${t('Code')}><code>${one.text}</code></pre>`;
    case 'quote':
      return html`<blockquote>${blocks(one.blocks)}</blockquote>`;
    case 'rule':
      return html`<hr />`;
    case 'list': {
      const items = one.items.map((item) => html`<li>${tight(item)}</li>`);
      return one.start === null
        ? html`<ul>
            ${items}
          </ul>`
        : html`<ol start=${one.start}>
            ${items}
          </ol>`;
    }
  }
}

/** An item that is one paragraph is shown without the space of one. */
function tight(item: readonly Block[]): unknown {
  const [first, ...rest] = item;
  return first?.kind === 'paragraph' ? [spans(first.spans), ...blocks(rest)] : blocks(item);
}

function spans(all: readonly Span[]): unknown[] {
  return all.map(span);
}

function span(one: Span): unknown {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'code':
      return html`<code>${one.text}</code>`;
    case 'break':
      return html`<br />`;
    case 'strong':
      return html`<strong>${spans(one.spans)}</strong>`;
    case 'emphasis':
      return html`<em>${spans(one.spans)}</em>`;
    case 'deleted':
      return html`<del>${spans(one.spans)}</del>`;
    case 'link':
      return webLink(one.href, one.text);
  }
}

/** The editor opens it, and asks first if it does not trust the host. */
function webLink(address: string, text: string): TemplateResult {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return html`${text === '' ? address : `${text} (${address})`}`;
  const isAddress = text === '' || text === address;
  return html`<a href=${url.href} title=${url.href} rel="noreferrer">${isAddress ? address : text}</a>${
      isAddress ? nothing : html` <span class="quiet">(${url.host})</span>`
    }`;
}
