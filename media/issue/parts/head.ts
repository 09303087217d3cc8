import { html, nothing, type TemplateResult } from 'lit-html';
import type { HeadView, TextField } from '../../../src/shared/issue-view.ts';
import { t } from '../../ui/l10n.ts';
import { sign } from '../../ui/sign.ts';
import type { Post } from '../host.ts';
import { markdown } from './markdown.ts';
import { buttons, change, iconAction } from './part.ts';
import type { Pickers } from './picker.ts';
import type { TextEditors } from './text-editor.ts';

/** Title, fields, and what waits or has to be decided. */
export function head(view: HeadView, pickers: Pickers, editors: TextEditors, post: Post): TemplateResult {
  return html`<header class="head">
      <div class="title-line" data-anchor>
        <h1 dir="auto"><span class="code">${view.code}</span> ${view.title}</h1>
        ${mark(view, 'title')} ${editButton('title', t('Edit Title'), editors)}
        <div class="head-buttons">${buttons(view.buttons, post, 'head')}</div>
      </div>
      ${editors.editor('title')}
      <div class="fields">${view.fields.map((field) => pickers.field(field))}</div>
      ${view.facts.length === 0 ? nothing : html`<p class="quiet facts" dir="auto">${view.facts.join(' · ')}</p>`}
      ${view.changes.map((one) => change(one, post))}
    </header>
    <section class="description" aria-labelledby="description">
      <div class="section-line" data-anchor>
        <h2 id="description">${t('Description')}</h2>
        ${mark(view, 'description')} ${editButton('description', t('Edit Description'), editors)}
      </div>
      ${editors.editor('description')} ${editors.isOpen('description') ? nothing : words(view.description)}
    </section>`;
}

function words(description: string): TemplateResult {
  return description.trim() === '' ? html`<p class="quiet">${t('No description.')}</p>` : markdown(description);
}

function editButton(field: TextField, label: string, editors: TextEditors): TemplateResult {
  return iconAction('edit', label, `edit/${field}`, () => editors.begin(field));
}

/** Says that a text waits, or that an edit of it was not sent. */
function mark({ pending, drafts }: HeadView, field: TextField): unknown {
  if (pending.includes(field)) return html`<span class="mark">${sign('sync')} ${t('Not saved yet')}</span>`;
  if (drafts.includes(field)) return html`<span class="mark">${sign('draft')} ${t('Draft')}</span>`;
  return nothing;
}
