import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import {
  type CommentDraft,
  type EvidenceView,
  maxComment,
  maxCommentEvidence,
} from '../../../src/shared/issue-view.ts';
import { isEditing, isSave, isTyping, saveKeys, saveShortcut } from '../../ui/key-events.ts';
import { t } from '../../ui/l10n.ts';
import { sign } from '../../ui/sign.ts';
import type { Post } from '../host.ts';
import { markdown } from './markdown.ts';

/** The box in which a comment is written, with the evidence it is about. The host keeps what is typed. */
export class CommentBox {
  readonly #post: Post;
  readonly #draw: () => void;
  readonly #writing: (isWriting: boolean) => void;
  #draft: CommentDraft = { text: '', links: [] };
  #isChoosing = false;
  #isPreview = false;
  #isPosting = false;

  /** @param writing hears whether the person is writing in it */
  constructor(post: Post, draw: () => void, writing: (isWriting: boolean) => void) {
    this.#post = post;
    this.#draw = draw;
    this.#writing = writing;
  }

  /** Fills the box: with a draft, or with nothing once the comment was accepted. */
  take(draft: CommentDraft): void {
    this.#draft = draft;
    if (draft.text === '') this.#isPreview = false;
    this.#isPosting = false;
    this.#draw();
  }

  /** The comment was not accepted. */
  kept(): void {
    this.#isPosting = false;
    this.#draw();
  }

  focus(): void {
    document.querySelector<HTMLElement>('#comment')?.focus();
  }

  box(evidence: readonly EvidenceView[]): TemplateResult {
    const { text, links } = this.#draft;
    const length = text.trim().length;
    const known = evidence.filter(({ isLinked }) => isLinked);
    const chosen = links.flatMap((id) => known.find((one) => one.id === id) ?? []);
    return html`<section class="comment" aria-labelledby="comment-heading">
      <div class="section-line" data-anchor>
        <h2 id="comment-heading">${t('Comment')}</h2>
        <button
          type="button"
          class="link"
          aria-pressed=${String(this.#isPreview)}
          data-focus="comment/preview"
          @click=${() => this.#toggle('preview')}
        >
          ${t('Preview')}
        </button>
      </div>
      ${this.#isPreview ? markdown(text) : nothing}
      <textarea
        class="text-field"
        id="comment"
        rows="4"
        aria-labelledby="comment-heading"
        aria-describedby="comment-help"
        aria-invalid=${String(length > maxComment)}
        data-focus="comment/text"
        dir="auto"
        ?hidden=${this.#isPreview}
        .value=${live(text)}
        @input=${(event: Event) => this.#change({ text: (event.target as HTMLTextAreaElement).value })}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
        @focus=${() => this.#writing(true)}
        @blur=${() => this.#writing(false)}
      ></textarea>
      <div class="chips">
        ${repeat(
          chosen,
          ({ id }) => id,
          ({ id, link }) =>
            html`<button
              type="button"
              class="chip"
              aria-label=${t('Remove {0}', link.text)}
              data-focus="chips/${id}"
              @click=${() => this.#choose(id, false)}
            >
              <span class="chip-text" dir="auto">${link.text}</span>${sign('close')}
            </button>`,
        )}
        <button
          type="button"
          class="disclosure"
          aria-expanded=${String(this.#isChoosing)}
          data-focus="chips/choose"
          @click=${() => this.#toggle('choosing')}
        >
          ${sign(this.#isChoosing ? 'chevron-down' : 'chevron-right')}${t('Evidence…')}
        </button>
      </div>
      ${this.#isChoosing ? this.#choices(known, links) : nothing}
      <div class="editor-actions">
        <button
          type="button"
          class="button"
          aria-keyshortcuts=${saveShortcut(false)}
          title=${saveKeys(false)}
          data-focus="comment/post"
          @click=${() => this.#send()}
        >
          ${this.#isPosting ? t('Posting…') : t('Add Comment')}
        </button>
        <span class="quiet" id="comment-help">${t('Markdown. Comments cannot be edited. @norm asks first.')}</span>
        <span class="count" aria-label=${t('{0} of {1} characters', length, maxComment)}>${length}/${maxComment}</span>
      </div>
    </section>`;
  }

  #choices(known: readonly EvidenceView[], links: readonly string[]): TemplateResult {
    if (known.length === 0) return html`<p class="quiet">${t('No evidence.')}</p>`;
    return html`<fieldset class="evidence-choices">
      <legend class="spoken">${t('Evidence the comment is about')}</legend>
      ${repeat(
        known,
        ({ id }) => id,
        ({ id, link }) =>
          html`<label class="evidence-choice"
            ><input
              type="checkbox"
              data-focus="evidence-choice/${id}"
              .checked=${live(links.includes(id))}
              ?disabled=${links.length >= maxCommentEvidence && !links.includes(id)}
              @change=${(event: Event) => this.#choose(id, (event.target as HTMLInputElement).checked)}
            /><span dir="auto">${link.text}</span></label
          >`,
      )}
    </fieldset>`;
  }

  #toggle(what: 'preview' | 'choosing'): void {
    if (what === 'preview') this.#isPreview = !this.#isPreview;
    else this.#isChoosing = !this.#isChoosing;
    this.#draw();
  }

  #choose(id: string, isChosen: boolean): void {
    const others = this.#draft.links.filter((one) => one !== id);
    this.#change({ links: isChosen ? [...others, id] : others });
  }

  #change(change: Partial<CommentDraft>): void {
    this.#draft = { ...this.#draft, ...change };
    this.#post({ type: 'comment/draft', ...this.#copy() });
    this.#draw();
  }

  #key(event: KeyboardEvent): void {
    if (isSave(event)) {
      event.preventDefault();
      this.#send();
    }
    if (isTyping(event) || isEditing(event) || isSave(event)) event.stopPropagation();
  }

  #send(): void {
    if (this.#isPosting || this.#draft.text.trim() === '') {
      this.focus();
      return;
    }
    this.#isPosting = true;
    this.#post({ type: 'comment/post', ...this.#copy() });
    this.#draw();
  }

  #copy(): { text: string; links: string[] } {
    return { text: this.#draft.text, links: [...this.#draft.links] };
  }
}
