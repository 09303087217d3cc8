import { type Draft, type FlagTypeChoice, maxFlagsAtOnce } from '../../src/shared/transcript.ts';
import type { Composer } from './composer.ts';
import { Composing, type ComposingParts, whereOf } from './composing.ts';
import { t } from './l10n.ts';
import type { Forms } from './late-forms.ts';
import type { Placed } from './model.ts';
import { oneLine } from './text.ts';

/** Puts flags on the messages of a call. */
export class Flagging extends Composing<Composer> {
  protected override readonly takesSeveral = true;
  #types: readonly FlagTypeChoice[];

  constructor(parts: ComposingParts, types: readonly FlagTypeChoice[]) {
    super(parts);
    this.#types = types;
  }

  override showTypes(types: readonly FlagTypeChoice[]): void {
    this.#types = types;
    this.form?.showTypes(types);
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
        draft,
        edits,
        quote,
        node: this.#nodeOf(placed.row.index),
      },
      {
        changed: (changed) => memory.keepDraft(changed),
        save: (flag, next) =>
          edits === undefined ? this.#save({ ...flag, others }, next) : this.#saveEdit({ ...flag, id: edits }, next),
        close: () => this.close(),
      },
    );
  }

  #saveEdit(flag: { id: string; index: number; flagType: string; note: string }, next: boolean): void {
    this.parts.post({ type: 'flag/edit', ...flag });
    this.finish(flag.index, next);
  }

  #save(flag: { index: number; others: number[]; flagType: string; note: string }, next: boolean): void {
    this.parts.post({ type: 'flag/create', ...flag });
    this.finish(flag.index, next);
    const type = oneLine(flag.flagType, 200);
    const count = flag.others.length + 1;
    this.parts.live.say(count === 1 ? t('Flagged as {0}.', type) : t('{0} messages flagged as {1}.', count, type));
  }
}
