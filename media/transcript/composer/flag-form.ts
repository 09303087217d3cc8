import { digits, type Draft, type FlagTypeChoice } from '../../../src/shared/transcript.ts';
import { closest, el } from '../../ui/dom.ts';
import { saveKeys, saveShortcut } from '../../ui/key-events.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import { NewTypeField } from './new-type-field.ts';
import { keyButton, NoteForm, type NoteFormEvents, type NoteFormOptions } from './note-form.ts';
import { TypePicker } from './type-picker.ts';

export interface FlagFormEvents extends NoteFormEvents {
  /** @param next whether to go on with the next message */
  readonly save: (flag: { index: number; flagType: string; isNew: boolean; note: string }, next: boolean) => void;
}

export interface FlagFormOptions extends NoteFormOptions {
  /** Number of messages that get the flag. */
  readonly count: number;
  readonly types: readonly FlagTypeChoice[];
  /** More types are loading. */
  readonly typesLoading: boolean;
  /** The agent's node, if known. */
  readonly node: string | undefined;
}

/** The form under a row for a flag on it. */
export class FlagForm extends NoteForm {
  readonly #save: FlagFormEvents['save'];
  readonly #types: TypePicker;
  readonly #newType: NewTypeField;
  readonly #node = el('span', { class: 'composer-node', dir: 'auto', title: t('Node') });

  constructor(options: FlagFormOptions, events: FlagFormEvents) {
    super(options, events, t('Save'));
    this.#save = events.save;
    this.#types = new TypePicker({
      // A choice replaces what is typed as a new type.
      chosen: () => {
        this.#newType.value = '';
        this.changed();
      },
      done: () => this.note.focus(),
    });
    this.#newType = new NewTypeField((typed) => this.#types.find(typed), {
      changed: () => this.changed(),
      created: (flagType) => {
        this.#types.choose(flagType);
        this.note.focus();
      },
      cleared: () => this.focus(),
    });
    this.#types.show(options.types, options.typesLoading);
    this.showNode(options.node);
    const { draft, edits } = options;
    if (draft !== undefined && draft.flagType !== '') this.#types.restore(draft.flagType);
    this.#newType.value = draft?.newType ?? '';
    const saving = { shortcut: saveShortcut(true), written: saveKeys(true) };
    const next = keyButton(t('Save & Next'), 'button secondary', saving, () => this.save(true));
    const words =
      edits !== undefined
        ? t('Saving replaces this flag; its author and time change.')
        : options.count === 1
          ? undefined
          : t('Adds a flag to each of {0} messages.', options.count);
    const top = words === undefined ? [] : [el('p', { class: 'guess', text: words })];
    const more = edits === undefined ? [next] : [];
    this.fill(options, [...top, this.#types.element], [this.#node], more, [this.#newType.element]);
  }

  get draft(): Draft {
    const { choice } = this.#types;
    const newType = this.#newType.value;
    return {
      index: this.index,
      ...(this.edits === undefined ? {} : { edits: this.edits }),
      flagType: choice?.flagType ?? '',
      isNew: choice?.isNew ?? false,
      ...(newType === '' ? {} : { newType }),
      note: this.note.value,
    };
  }

  showTypes(types: readonly FlagTypeChoice[], loading: boolean): void {
    // Until there was a type, the form itself had the focus.
    const hadFocus = document.activeElement === this.element;
    this.#types.show(types, loading);
    if (hadFocus) this.focus();
  }

  /** Shows the node that the flag will name. */
  showNode(node: string | undefined): void {
    this.#node.textContent = oneLine(node ?? '', 200);
    this.#node.hidden = node === undefined;
  }

  focus(): void {
    if (this.#newType.value !== '') this.#newType.focus();
    else if (!this.#types.focus()) {
      if (this.#types.loading) this.element.focus();
      else this.#newType.focus();
    }
  }

  protected save(next: boolean): void {
    const { choice, loading } = this.#types;
    const { problem } = this.#newType;
    // The typed text may be meant as a note.
    if (problem !== undefined) this.refuse(problem);
    else if (choice !== null) {
      this.#save({ index: this.index, ...choice, note: this.note.value.trim() }, next && this.edits === undefined);
    } else if (loading) this.refuse(t('The flag types are still loading.'));
    else this.refuse(t('Choose a flag type.'));
  }

  /** A digit chooses a type, unless a button is focused. */
  protected override handleCharacter(event: KeyboardEvent): boolean {
    const { key, target } = event;
    const onTypes = target === this.element || closest(target, '.types') !== null;
    if (!onTypes || !digits.includes(Number(key))) return false;
    event.preventDefault();
    if (this.#types.chooseDigit(Number(key))) this.note.focus();
    else this.refuse(t('No flag type has the digit {0}.', key));
    return true;
  }
}
