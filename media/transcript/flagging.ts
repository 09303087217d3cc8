import type { FlagTypeChoice } from '../../src/shared/transcript.ts';
import { Composer } from './composer.ts';
import type { Post } from './host.ts';
import { t } from './l10n.ts';
import type { Live } from './live.ts';
import type { Memory } from './memory.ts';
import type { Model } from './model.ts';
import { underOf } from './row.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './selection.ts';
import { offset, oneLine } from './text.ts';

export interface FlaggingParts {
  readonly model: Model;
  readonly rows: Rows;
  readonly selection: Selection;
  readonly memory: Memory;
  readonly live: Live;
  readonly post: Post;
  readonly types: readonly FlagTypeChoice[];
}

/** Opens, keeps and closes the one composer of the page, and sends what it saves. */
export class Flagging {
  readonly #parts: FlaggingParts;
  #types: readonly FlagTypeChoice[];
  #composer: Composer | undefined;
  /** The row had a draft before the composer opened on it. */
  #hadDraft = false;

  constructor(parts: FlaggingParts) {
    this.#parts = parts;
    this.#types = parts.types;
  }

  /** Opens the composer under the row with this index, with the quote in its note, or says why it cannot. */
  open(index: number, quote: string | null, focus = true): void {
    const { model, selection, live, memory } = this.#parts;
    if (!model.view.canFlag) {
      live.say(t('Open this call from an issue to flag its messages.'), 'warning');
      return;
    }
    const position = model.positionOf(index);
    const placed = position === undefined ? undefined : model.placed[position];
    const row = position === undefined ? undefined : this.#parts.rows.list.at(position);
    if (position === undefined || placed === undefined || row === undefined) {
      live.say(t('This transcript has no such message.'), 'warning');
      return;
    }
    selection.select(position);
    if (this.#composer?.index === index) {
      if (quote !== null) this.#composer.addQuote(quote);
    } else {
      this.#shut();
      const draft = memory.draft(index);
      this.#hadDraft = draft !== undefined;
      const where = [offset(placed.row.seconds), oneLine(placed.row.speaker, 60)].filter((part) => part !== '');
      this.#composer = new Composer(
        { index, label: t('Flag message: {0}', where.join(', ')), types: this.#types, draft, quote },
        {
          changed: (changed) => memory.keepDraft(changed),
          save: (flag, next) => this.#save(flag, next),
          close: () => this.close(),
        },
      );
      underOf(row).append(this.#composer.element);
      memory.update({ composing: index });
      if (quote !== null) memory.keepDraft(this.#composer.draft);
      this.#parts.rows.redraw(index);
    }
    if (focus) this.#composer.focus();
    this.#composer.element.scrollIntoView({ block: 'nearest' });
    row.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }

  /** Closes the composer, if one is open; what was typed is kept and said, and the keyboard goes back to the row. */
  close(): boolean {
    const composer = this.#composer;
    if (composer === undefined) return false;
    const hadFocus = composer.element.contains(document.activeElement);
    const kept = this.#shut();
    const position = this.#parts.model.positionOf(composer.index);
    if (hadFocus && position !== undefined) this.#parts.selection.select(position, { focus: true });
    if (kept) this.#parts.live.say(t('Draft kept.'));
    return true;
  }

  typeAt(caret: number): void {
    this.#composer?.typeAt(caret);
  }

  showTypes(types: readonly FlagTypeChoice[]): void {
    this.#types = types;
    this.#composer?.showTypes(types);
  }

  /** Takes the composer away. Returns whether a draft of it is kept. */
  #shut(): boolean {
    const composer = this.#composer;
    if (composer === undefined) return false;
    const { memory } = this.#parts;
    if (!composer.touched && !this.#hadDraft) memory.dropDraft(composer.index);
    this.#composer = undefined;
    composer.element.remove();
    memory.update({ composing: null });
    this.#parts.rows.redraw(composer.index);
    return memory.draft(composer.index) !== undefined;
  }

  #save(flag: { index: number; flagType: string; note: string }, next: boolean): void {
    const { model, selection, memory, live, post } = this.#parts;
    post({ type: 'flag/create', ...flag });
    memory.dropDraft(flag.index);
    this.#hadDraft = false;
    this.#discard();
    const position = model.positionOf(flag.index) ?? 0;
    const target = next ? Math.min(position + 1, model.placed.length - 1) : position;
    selection.select(target, { focus: true, scroll: 'nearest' });
    live.say(t('Flagged as {0}.', oneLine(flag.flagType, 200)));
  }

  /** Takes the composer away without keeping anything of it. */
  #discard(): void {
    const index = this.#composer?.index;
    this.#composer?.element.remove();
    this.#composer = undefined;
    this.#parts.memory.update({ composing: null });
    if (index !== undefined) this.#parts.rows.redraw(index);
  }
}
