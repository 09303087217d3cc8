import { messageQuote } from '../../../src/shared/text.ts';
import type { Draft } from '../../../src/shared/transcript.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine, plain } from '../../ui/text.ts';
import type { Placed } from '../model.ts';
import type { CommentForm } from './comment-form.ts';
import { FormController, rowTitle } from './form-controller.ts';
import type { Forms } from './load-forms.ts';

/** The composer of an SMS conversation, for comments that quote a message: the service has no flags on SMS. */
export class CommentController extends FormController<CommentForm> {
  protected onMissingIssue(): void {
    this.parts.announcer.say(t('Choose an issue for this conversation to comment on its messages.'), 'warning');
  }

  protected override quoteFor({ row }: Placed, selected: string | null): string {
    return messageQuote({ ...row, speaker: oneLine(row.speaker, 60), text: plain(row.text) }, selected);
  }

  protected make(forms: Forms, placed: Placed, draft: Draft | undefined, quote: string | null): CommentForm {
    const { saved, model, post } = this.parts;
    return new forms.CommentForm(
      {
        index: placed.row.index,
        label: t('Comment on message: {0}', rowTitle(placed)),
        issue: oneLine(model.view.header.issue?.code ?? '', 40),
        draft,
        quote,
      },
      {
        changed: (changed) => saved.keepDraft(changed),
        save: (index, text) => post({ type: 'comment/create', index, text }),
        close: () => this.close(),
        discard: () => this.discard(),
      },
    );
  }

  /** The host has accepted or refused the comment. A refused one stays in the composer, or as the row's draft. */
  commented(index: number, accepted: boolean): void {
    const { saved, announcer, rows } = this.parts;
    if (this.form?.index === index) {
      if (accepted) this.finish(index);
      else this.form.release();
    } else if (accepted) {
      saved.dropDraft(index);
      rows.redraw(index);
    }
    if (accepted) announcer.say(t('Sending comment.'));
  }
}
