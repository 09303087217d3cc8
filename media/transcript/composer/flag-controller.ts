import {
  type Draft,
  type FlagTypeChoice,
  maxFlagsAtOnce,
  type TranscriptView,
} from '../../../src/shared/transcript.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import type { Placed } from '../model.ts';
import { isDim } from '../rows/row.ts';
import type { FlagForm } from './flag-form.ts';
import { FormController, type FormControllerParts, rowTitle } from './form-controller.ts';
import type { Forms } from './load-forms.ts';

/** Draws flags that were saved on these messages, at once. */
export type OnSave = (indexes: readonly number[], flag: { readonly flagType: string; readonly note: string }) => void;

/** The composer of a call, for flags on messages. */
export class FlagController extends FormController<FlagForm> {
  protected override readonly takesSeveral = true;
  #types: readonly FlagTypeChoice[];
  #typesLoading: boolean;
  readonly #onSave: OnSave;

  constructor(parts: FormControllerParts, { flagTypes, typesLoading = false }: TranscriptView, onSave: OnSave) {
    super(parts);
    this.#onSave = onSave;
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

  /** Indexes of the messages that are selected with this one. */
  #othersOf(index: number): number[] {
    const { model, selection } = this.parts;
    const indexes = selection.chosen.flatMap((position) => model.placed[position]?.row.index ?? []);
    return indexes.includes(index) ? indexes.filter((other) => other !== index).slice(0, maxFlagsAtOnce - 1) : [];
  }

  protected onMissingIssue(index: number, quote: string | null, draft?: Draft): void {
    const others = draft === undefined ? this.#othersOf(index) : [];
    this.parts.post({ type: 'flag/begin', index, others, quote, ...(draft === undefined ? {} : { draft }) });
  }

  protected make(
    forms: Forms,
    placed: Placed,
    draft: Draft | undefined,
    quote: string | null,
    edits?: string,
  ): FlagForm {
    const { saved } = this.parts;
    const { index } = placed.row;
    const others = edits === undefined ? this.#othersOf(index) : [];
    return new forms.FlagForm(
      {
        index,
        label:
          edits !== undefined
            ? t('Edit flag: {0}', rowTitle(placed))
            : others.length === 0
              ? t('Flag message: {0}', rowTitle(placed))
              : t('Flag {0} messages: {1}', others.length + 1, rowTitle(placed)),
        count: others.length + 1,
        types: this.#types,
        typesLoading: this.#typesLoading,
        draft,
        edits,
        quote,
        node: this.#nodeOf(placed.row.index),
      },
      {
        changed: (changed) => saved.keepDraft(changed),
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
    this.#onSave([flag.index, ...flag.others], flag);
    const type = oneLine(flag.flagType, 200);
    const count = flag.others.length + 1;
    this.parts.announcer.say(count === 1 ? t('Flagged as {0}.', type) : t('{0} messages flagged as {1}.', count, type));
  }

  /** Opens the composer with this type on the next spoken message. */
  #openNext(flagged: readonly number[], chosen: Pick<Draft, 'flagType' | 'isNew'>): void {
    const { model, selection, announcer } = this.parts;
    const last = Math.max(...flagged.map((index) => model.positionOf(index) ?? 0));
    const next = model.placed.find(({ row, position }) => position > last && !isDim(row));
    if (next === undefined) {
      const words =
        model.more > 0 ? t('No more spoken messages in this part of the call.') : t('No more spoken messages.');
      announcer.say(words, 'warning');
      return;
    }
    selection.select(next.position);
    this.openWith({ index: next.row.index, ...chosen, note: '' }, false);
  }
}
