import { type Draft, maxNote } from '../../../src/shared/transcript.ts';
import { el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { NoteForm, type NoteFormEvents, type NoteFormOptions } from './note-form.ts';

export interface CommentFormEvents extends NoteFormEvents {
  /** Posts the comment; the form is read-only until `release`. */
  readonly save: (index: number, text: string) => void;
}

export interface CommentFormOptions extends NoteFormOptions {
  /** The code of the issue that gets the comment. */
  readonly issue: string;
}

/** The form under an SMS message for a comment on it. */
export class CommentForm extends NoteForm {
  readonly #save: CommentFormEvents['save'];

  constructor(options: CommentFormOptions, events: CommentFormEvents) {
    super(options, events, t('Comment'), {
      label: t('Comment'),
      placeholder: t('What went wrong here?'),
      tooLong: t('A comment has at most {0} characters. The rest was cut off.', maxNote),
    });
    this.#save = events.save;
    const why = t(
      'SMS messages cannot be flagged. This adds a comment to {0}. Comments cannot be edited or deleted.',
      options.issue === '' ? t('the issue') : options.issue,
    );
    this.element.setAttribute('aria-describedby', 'comment-why');
    this.fill(options, [el('p', { class: 'why', id: 'comment-why', text: why })]);
  }

  get draft(): Draft {
    return { index: this.index, flagType: '', isNew: false, note: this.note.value };
  }

  focus(): void {
    this.note.focus();
  }

  /** The host has refused the comment: it can be edited and sent again. */
  release(): void {
    this.#setBusy(false);
    this.note.focus();
  }

  protected save(): void {
    if (this.saveButton.disabled) return;
    const text = this.note.value.trim();
    if (text === '') {
      this.refuse(t('Write a comment first.'));
      return;
    }
    this.#setBusy(true);
    this.#save(this.index, text);
  }

  #setBusy(busy: boolean): void {
    this.saveButton.disabled = busy;
    this.discardButton.disabled = busy;
    this.note.readOnly = busy;
    this.element.setAttribute('aria-busy', String(busy));
  }
}
