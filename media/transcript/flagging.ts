import type { Draft, FlagTypeChoice } from '../../src/shared/transcript.ts';
import { Composer } from './composer.ts';
import { Composing, type ComposingParts, whereOf } from './composing.ts';
import { t } from './l10n.ts';
import type { Placed } from './model.ts';
import { oneLine } from './text.ts';

/** Puts flags on the messages of a call. */
export class Flagging extends Composing<Composer> {
  protected readonly refusal = t('Open this call from an issue to flag its messages.');
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

  protected make(placed: Placed, draft: Draft | undefined, quote: string | null): Composer {
    const { memory } = this.parts;
    return new Composer(
      {
        index: placed.row.index,
        label: t('Flag message: {0}', whereOf(placed)),
        types: this.#types,
        draft,
        quote,
        node: this.#nodeOf(placed.row.index),
      },
      {
        changed: (changed) => memory.keepDraft(changed),
        save: (flag, next) => this.#save(flag, next),
        close: () => this.close(),
      },
    );
  }

  #save(flag: { index: number; flagType: string; note: string }, next: boolean): void {
    this.parts.post({ type: 'flag/create', ...flag });
    this.finish(flag.index, next);
    this.parts.live.say(t('Flagged as {0}.', oneLine(flag.flagType, 200)));
  }
}
