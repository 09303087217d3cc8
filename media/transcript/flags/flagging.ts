import {
  type Draft,
  type FlagTypeChoice,
  maxFlagsAtOnce,
  type TranscriptView,
} from '../../../src/shared/transcript.ts';
import type { Composer } from '../composer/composer.ts';
import { Composing, type ComposingParts, whereOf } from '../composer/composing.ts';
import { t } from '../l10n.ts';
import type { Forms } from '../composer/late-forms.ts';
import type { Placed } from '../rows/model.ts';
import { isDim } from '../rows/row.ts';
import { oneLine } from '../rows/text.ts';

/** Puts flags on the messages of a call. */
export class Flagging extends Composing<Composer> {
  protected override readonly takesSeveral = true;
  #types: readonly FlagTypeChoice[];
  #typesLoading: boolean;

  constructor(parts: ComposingParts, { flagTypes, typesLoading = false }: TranscriptView) {
    super(parts);
    this.#types = flagTypes;
    this.#typesLoading = typesLoading;
  }

  override showTypes(types: readonly FlagTypeChoice[], loading: boolean): void {
    this.#types = types;
    this.#typesLoading = loading;
    this.form?.showTypes(types, loading);
  }

  override showNode(): void {
    const { form } = this;
    form?.showNode(this.#nodeOf(form.index));
  }

  #nodeOf(index: number): string | undefined {
    const { model } = this.parts;
    return model.nodeAt(model.positionOf(index) ?? -1);
  }

  /** The messages that are selected with this one. */
  #othersOf(index: number): number[] {
    const { model, selection } = this.parts;
    const indexes = selection.chosen.flatMap((position) => model.placed[position]?.row.index ?? []);
    return indexes.includes(index) ? indexes.filter((other) => other !== index).slice(0, maxFlagsAtOnce - 1) : [];
  }

  protected withoutIssue(index: number, quote: string | null, draft?: Draft): void {
    const others = draft === undefined ? this.#othersOf(index) : [];
    this.parts.post({ type: 'flag/begin', index, others, quote, ...(draft === undefined ? {} : { draft }) });
  }

  protected make(
    forms: Forms,
    placed: Placed,
    draft: Draft | undefined,
    quote: string | null,
    edits?: string,
  ): Composer {
    const { memory } = this.parts;
    const { index } = placed.row;
    const others = edits === undefined ? this.#othersOf(index) : [];
    return new forms.Composer(
      {
        index,
        label:
          edits !== undefined
            ? t('Edit flag: {0}', whereOf(placed))
            : others.length === 0
              ? t('Flag message: {0}', whereOf(placed))
              : t('Flag {0} messages: {1}', others.length + 1, whereOf(placed)),
        count: others.length + 1,
        types: this.#types,
        typesLoading: this.#typesLoading,
        draft,
        edits,
        quote,
        node: this.#nodeOf(placed.row.index),
      },
      {
        changed: (changed) => memory.keepDraft(changed),
        save: ({ isNew, ...flag }, next) => {
          if (edits === undefined) this.#save({ ...flag, others });
          else this.#saveEdit({ ...flag, id: edits });
          if (next) this.#openNext([index, ...others], { flagType: flag.flagType, isNew });
        },
        close: () => this.close(),
        discard: () => this.discard(),
      },
    );
  }

  #saveEdit(flag: { id: string; index: number; flagType: string; note: string }): void {
    this.parts.post({ type: 'flag/edit', ...flag });
    this.finish(flag.index);
  }

  #save(flag: { index: number; others: number[]; flagType: string; note: string }): void {
    this.parts.post({ type: 'flag/create', ...flag });
    this.finish(flag.index);
    const type = oneLine(flag.flagType, 200);
    const count = flag.others.length + 1;
    this.parts.live.say(count === 1 ? t('Flagged as {0}.', type) : t('{0} messages flagged as {1}.', count, type));
  }

  /** Opens the composer with this type on the next message that somebody spoke. */
  #openNext(flagged: readonly number[], chosen: Pick<Draft, 'flagType' | 'isNew'>): void {
    const { model, selection, live } = this.parts;
    const last = Math.max(...flagged.map((index) => model.positionOf(index) ?? 0));
    const next = model.placed.find(({ row, position }) => position > last && !isDim(row));
    if (next === undefined) {
      const words =
        model.more > 0 ? t('No more spoken messages in this part of the call.') : t('No more spoken messages.');
      live.say(words, 'warning');
      return;
    }
    selection.select(next.position);
    this.openWith({ index: next.row.index, ...chosen, note: '' }, false);
  }
}
