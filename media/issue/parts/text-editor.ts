import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { type EditView, maxTextLength, type TextField } from '../../../src/shared/issue-view.ts';
import { isEditing, isSave, isTyping, saveKeys, saveShortcut } from '../../ui/key-events.ts';
import { t } from '../../ui/l10n.ts';
import { plain } from '../../ui/text.ts';
import { sign } from '../../ui/sign.ts';
import type { Post } from '../host.ts';
import { type Drawn } from './part.ts';

interface Edit {
  text: string;
  theirs: string | null;
  problem: string | null;
  /** Waits for the host's answer. */
  isSaving: boolean;
}

/** The editors of title and description. What is typed is kept by the host. */
export class TextEditors {
  readonly #post: Post;
  readonly #draw: () => void;
  readonly #changed: (open: readonly TextField[]) => void;
  readonly #edits = new Map<TextField, Edit>();

  /** @param changed hears which editors are open */
  constructor(post: Post, draw: () => void, changed: (open: readonly TextField[]) => void) {
    this.#post = post;
    this.#draw = draw;
    this.#changed = changed;
  }

  isOpen(field: TextField): boolean {
    return this.#edits.has(field);
  }

  begin(field: TextField): void {
    if (this.#edits.has(field)) focusEditor(field);
    else this.#post({ type: 'edit', field });
  }

  /** Opens an editor, or brings an open one up to date: what is typed in it stays. */
  take({ field, text, theirs, problem }: EditView, focus: boolean): void {
    const open = this.#edits.get(field);
    this.#edits.set(field, { text: open?.text ?? text, theirs, problem, isSaving: false });
    this.#changed([...this.#edits.keys()]);
    this.#draw();
    if (open === undefined && focus) focusEditor(field);
  }

  /** Closes an editor, and gives the focus back if it had it. */
  close(field: TextField): void {
    const had = editorOf(field)?.closest('.text-editor')?.contains(document.activeElement) === true;
    if (!this.#edits.delete(field)) return;
    this.#changed([...this.#edits.keys()]);
    this.#draw();
    if (had) document.querySelector<HTMLElement>(`[data-focus="edit/${field}"]`)?.focus({ preventScroll: true });
  }

  /** The editor of a text; nothing while it is closed. */
  editor(field: TextField): Drawn {
    const edit = this.#edits.get(field);
    if (edit === undefined) return nothing;
    const label = field === 'title' ? t('Title') : t('Description');
    const longest = maxTextLength[field];
    const length = edit.text.trim().length;
    const isWrong = length > longest || (field === 'title' && length === 0);
    const counter = t('{0} of {1} characters', length, longest);
    const problem = edit.problem ?? (isWrong ? (length === 0 ? t('Enter a title.') : t('Too long.')) : '');
    return html`<div class="text-editor" role="group" aria-label=${t('Edit {0}', label)}>
      ${this.#control(field, label, edit, isWrong)} ${edit.theirs === null ? nothing : this.#theirs(field, edit.theirs)}
      <p class="problem" role="alert">${plain(problem)}</p>
      <div class="editor-actions">
        <button
          type="button"
          class="button"
          aria-keyshortcuts=${saveShortcut(false)}
          title=${saveKeys(false)}
          data-focus="editor/${field}/save"
          @click=${() => this.#save(field)}
        >
          ${edit.isSaving ? t('Saving…') : t('Save')}
        </button>
        <button
          type="button"
          class="button secondary"
          data-focus="editor/${field}/close"
          @click=${() => this.#leave(field)}
        >
          ${t('Close')}
        </button>
        <button
          type="button"
          class="link"
          data-focus="editor/${field}/discard"
          @click=${() => this.#post({ type: 'edit/discard', field })}
        >
          ${t('Discard Changes')}
        </button>
        <span class="count" aria-label=${counter}>${length}/${longest}</span>
      </div>
    </div>`;
  }

  #control(field: TextField, label: string, { text }: Edit, isWrong: boolean): TemplateResult {
    const input = (event: Event): void => this.#typed(field, (event.target as HTMLInputElement).value);
    const keydown = (event: KeyboardEvent): void => this.#key(event, field);
    return field === 'title'
      ? html`<input
          class="text-field"
          id="editor-title"
          aria-label=${label}
          aria-invalid=${String(isWrong)}
          data-focus="editor/title/text"
          dir="auto"
          .value=${live(text)}
          @input=${input}
          @keydown=${keydown}
        />`
      : html`<textarea
          class="text-field"
          id="editor-description"
          rows="6"
          aria-label=${label}
          aria-invalid=${String(isWrong)}
          data-focus="editor/description/text"
          dir="auto"
          .value=${live(text)}
          @input=${input}
          @keydown=${keydown}
        ></textarea>`;
  }

  #theirs(field: TextField, theirs: string): TemplateResult {
    return html`<div class="theirs" role="status">
      <p>${sign('warning')}${t('Someone else has changed this meanwhile. Their text:')}</p>
      <p class="their-text" dir="auto">${theirs === '' ? t('(empty)') : plain(theirs)}</p>
      <button
        type="button"
        class="button secondary"
        data-focus="editor/${field}/theirs"
        @click=${() => this.#post({ type: 'edit/discard', field })}
      >
        ${t('Use Theirs')}
      </button>
      <button
        type="button"
        class="button secondary"
        data-focus="editor/${field}/mine"
        @click=${() => this.#post({ type: 'edit/keep', field })}
      >
        ${t('Keep Mine')}
      </button>
    </div>`;
  }

  #typed(field: TextField, text: string): void {
    const edit = this.#edits.get(field);
    if (edit === undefined) return;
    edit.text = text;
    edit.problem = null;
    this.#post({ type: 'edit/draft', field, text });
    this.#draw();
  }

  #key(event: KeyboardEvent, field: TextField): void {
    const isEnter = field === 'title' && event.key === 'Enter' && !event.isComposing;
    if (isSave(event) || isEnter) {
      event.preventDefault();
      this.#save(field);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.#leave(field);
    }
    if (isTyping(event) || isEditing(event) || isSave(event)) event.stopPropagation();
  }

  /** The draft stays with the host. */
  #leave(field: TextField): void {
    this.#post({ type: 'edit/close', field });
    this.close(field);
  }

  #save(field: TextField): void {
    const edit = this.#edits.get(field);
    if (edit === undefined || edit.isSaving) return;
    edit.isSaving = true;
    this.#post({ type: 'edit/save', field, text: edit.text });
    this.#draw();
  }
}

function editorOf(field: TextField): HTMLInputElement | HTMLTextAreaElement | null {
  return document.querySelector(`#editor-${field}`);
}

function focusEditor(field: TextField): void {
  const editor = editorOf(field);
  editor?.focus();
  editor?.setSelectionRange(editor.value.length, editor.value.length);
}
