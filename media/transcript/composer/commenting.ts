import { messageQuote } from '../../../src/shared/text.ts';
import type { Draft } from '../../../src/shared/transcript.ts';
import type { CommentForm } from './comment-form.ts';
import { Composing, whereOf } from './composing.ts';
import { t } from '../l10n.ts';
import type { Forms } from './late-forms.ts';
import type { Placed } from '../rows/model.ts';
import { oneLine, plain } from '../rows/text.ts';

/** Comments on the messages of an SMS conversation, each with the message quoted: the service takes no flags there. */
export class Commenting extends Composing<CommentForm> {
  protected withoutIssue(): void {
    this.parts.live.say(t('Choose an issue for this conversation to comment on its messages.'), 'warning');
  }

  protected override quoteFor({ row }: Placed, selected: string | null): string {
    return messageQuote({ ...row, speaker: oneLine(row.speaker, 60), text: plain(row.text) }, selected);
  }

  protected make(forms: Forms, placed: Placed, draft: Draft | undefined, quote: string | null): CommentForm {
    const { memory, model, post } = this.parts;
    return new forms.CommentForm(
      {
        index: placed.row.index,
        label: t('Comment on message: {0}', whereOf(placed)),
        issue: oneLine(model.view.header.issue?.code ?? '', 40),
        draft,
        quote,
      },
      {
        changed: (changed) => memory.keepDraft(changed),
        save: (index, text) => post({ type: 'comment/create', index, text }),
        close: () => this.close(),
        discard: () => this.discard(),
      },
    );
  }

  /** The host has taken the comment, or has not: then it stays to be edited, in the composer or as the row's draft. */
  commented(index: number, accepted: boolean): void {
    const { memory, live, rows } = this.parts;
    if (this.form?.index === index) {
      if (accepted) this.finish(index);
      else this.form.release();
    } else if (accepted) {
      memory.dropDraft(index);
      rows.redraw(index);
    }
    if (accepted) live.say(t('Sending comment.'));
  }
}
