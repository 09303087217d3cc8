import { type Draft, maxNote } from '../../src/shared/transcript.ts';
import type { Form } from './composing.ts';
import { fieldContext } from './context.ts';
import { button, el, icon } from './dom.ts';
import { isSave, isTyping, saveKeys } from './keys.ts';
import { t } from './l10n.ts';
import { NoteField } from './note.ts';

export interface CommentFormEvents {
  /** Something was typed. */
  readonly changed: (draft: Draft) => void;
  /** The comment is to be posted; until `release` or the form's end nothing can be typed. */
  readonly save: (index: number, text: string) => void;
  readonly close: () => boolean;
}

export interface CommentFormOptions {
  readonly index: number;
  /** Names the row, for the form's label. */
  readonly label: string;
  /** The code of the issue that gets the comment. */
  readonly issue: string;
  readonly draft: Draft | undefined;
  readonly quote: string | null;
}

/** The form under a row that comments on it, its quote prepared. */
export class CommentForm implements Form {
  readonly element: HTMLElement;
  readonly index: number;
  readonly #events: CommentFormEvents;
  readonly #note: NoteField;
  readonly #problem = el('p', { class: 'composer-problem', role: 'alert' });
  readonly #post: HTMLButtonElement;
  #touched = false;

  constructor({ index, label, issue, draft, quote }: CommentFormOptions, events: CommentFormEvents) {
    this.index = index;
    this.#events = events;
    this.#note = new NoteField(() => this.#changed(), {
      label: t('Comment'),
      placeholder: t('What went wrong here?'),
      tooLong: t('A comment holds at most {0} characters; the rest was left out.', maxNote.toLocaleString()),
    });
    const keys = (text: string): HTMLElement => el('span', { class: 'keys', 'aria-hidden': 'true', text });
    this.#post = button(
      { class: 'button', 'aria-keyshortcuts': 'Control+Enter' },
      el('span', { text: t('Comment') }),
      keys(saveKeys()),
    );
    const close = button(
      { class: 'button secondary', 'aria-keyshortcuts': 'Escape' },
      el('span', { text: t('Close') }),
      keys(t('Esc')),
    );
    this.#post.addEventListener('click', () => this.#save());
    close.addEventListener('click', () => events.close());
    const why = t(
      'The service takes no flags on SMS conversations. This becomes a comment on {0} that everyone who sees the issue can read; it cannot be changed or taken back.',
      issue === '' ? t('the issue') : issue,
    );
    this.element = el(
      'div',
      {
        class: 'composer',
        role: 'group',
        'aria-label': label,
        'aria-describedby': 'comment-why',
        // Takes the focus of a click beside its field, which would otherwise go to the row.
        tabindex: '-1',
        'data-vscode-context': fieldContext(),
      },
      el('p', { class: 'why', id: 'comment-why', text: why }),
      this.#note.element,
      this.#problem,
      el('div', { class: 'composer-actions' }, this.#post, close, this.#note.count),
    );
    if (draft !== undefined) this.#note.value = draft.note;
    if (quote !== null) this.#note.addQuote(quote);
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    for (const type of ['keyup', 'keypress'] as const) {
      this.element.addEventListener(type, (event) => {
        if (isTyping(event)) event.stopPropagation();
      });
    }
  }

  get touched(): boolean {
    return this.#touched;
  }

  get draft(): Draft {
    return { index: this.index, flagType: '', isNew: false, note: this.#note.value };
  }

  addQuote(quote: string): void {
    this.#note.addQuote(quote);
    this.#changed();
  }

  focus(): void {
    this.#note.focus();
  }

  typeAt(caret: number): void {
    this.#note.focus(caret);
  }

  /** The comment was not taken: it can be edited and sent again. */
  release(): void {
    this.#setBusy(false);
    this.#note.focus();
  }

  #changed(): void {
    this.#touched = true;
    this.#problem.textContent = '';
    this.#events.changed(this.draft);
  }

  #save(): void {
    if (this.#post.disabled) return;
    const text = this.#note.value.trim();
    if (text === '') {
      this.#problem.replaceChildren(icon('warning'), el('span', { text: t('Write a comment first.') }));
      this.#note.focus();
      return;
    }
    this.#setBusy(true);
    this.#events.save(this.index, text);
  }

  #setBusy(busy: boolean): void {
    this.#post.disabled = busy;
    this.#note.readOnly = busy;
    this.element.setAttribute('aria-busy', String(busy));
  }

  /** Keys typed here are not the transcript's and not the editor's; chords such as copy and paste pass. */
  #pressed(event: KeyboardEvent): void {
    if (isTyping(event)) event.stopPropagation();
    if (isSave(event)) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) this.#save();
    } else if (event.key === 'Escape' && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.#events.close();
    }
  }
}
