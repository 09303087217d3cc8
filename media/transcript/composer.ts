import { type Draft, probableFlagType, type FlagTypeChoice } from '../../src/shared/transcript.ts';
import { button, el } from './dom.ts';
import { t } from './l10n.ts';
import { oneLine } from './text.ts';
import { NoteForm, type NoteFormEvents, type NoteFormOptions } from './note-form.ts';
import { TypePicker } from './types.ts';

export interface ComposerEvents extends NoteFormEvents {
  /** A flag is to be put on the row. */
  readonly save: (flag: { index: number; flagType: string; note: string }, next: boolean) => void;
}

export interface ComposerOptions extends NoteFormOptions {
  /** How many messages the flag is for. */
  readonly count: number;
  readonly types: readonly FlagTypeChoice[];
  /** The node that the agent was in, if known. */
  readonly node: string | undefined;
}

/** The form under a row that puts a flag on it. */
export class Composer extends NoteForm {
  readonly #save: ComposerEvents['save'];
  readonly #types: TypePicker;
  readonly #node = el('span', { class: 'composer-node', dir: 'auto', title: t('Node') });

  constructor(options: ComposerOptions, events: ComposerEvents) {
    super(options, events, t('Save'));
    this.#save = events.save;
    this.#types = new TypePicker(
      () => this.changed(),
      () => this.note.focus(),
    );
    this.#types.show(options.types);
    this.showNode(options.node);
    const { draft } = options;
    if (draft !== undefined) this.#types.restore(draft.flagType, draft.isNew);
    const next = button({ class: 'button secondary', text: t('Save & next'), click: () => this.save(true) });
    const words =
      options.edits !== undefined
        ? t('Saving makes a new flag, with a new time and author, and takes the old one off.')
        : options.count === 1
          ? undefined
          : t('One flag on each of {0} messages.', options.count);
    const top = words === undefined ? [] : [el('p', { class: 'guess', text: words })];
    const more = options.edits === undefined ? [next] : [];
    this.fill(options, [...top, this.#types.element, this.#types.guess], [this.#node], more);
  }

  get draft(): Draft {
    const choice = this.#types.choice;
    return {
      index: this.index,
      ...(this.edits === undefined ? {} : { edits: this.edits }),
      flagType: choice?.flagType ?? '',
      isNew: choice?.isNew ?? false,
      note: this.note.value,
    };
  }

  showTypes(types: readonly FlagTypeChoice[]): void {
    this.#types.show(types);
  }

  /** Says which node the flag will name; none while it is not known. */
  showNode(node: string | undefined): void {
    this.#node.textContent = oneLine(node ?? '', 200);
    this.#node.hidden = node === undefined;
  }

  focus(): void {
    this.#types.focus();
  }

  protected save(next: boolean): void {
    const choice = this.#types.choice;
    if (choice === null) {
      this.refuse(t('Choose a flag type first.'));
      return;
    }
    if (choice.isNew && probableFlagType(choice.flagType) === '') {
      this.refuse(t('A flag type needs a letter or a digit.'));
      return;
    }
    const note = this.note.value.trim();
    this.#save({ index: this.index, flagType: choice.flagType, note }, next);
  }

  protected override pressed(event: KeyboardEvent): void {
    const inField = event.target instanceof Element && event.target.matches('input, textarea');
    if (!inField && /^[1-9]$/.test(event.key) && this.#types.chooseDigit(Number(event.key))) event.preventDefault();
  }
}
