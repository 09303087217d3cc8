import { type Draft, probableFlagType, type FlagTypeChoice } from '../../src/shared/transcript.ts';
import type { Form } from './composing.ts';
import { fieldContext } from './context.ts';
import { button, el, icon } from './dom.ts';
import { isSave, isTyping, saveKeys } from './keys.ts';
import { t } from './l10n.ts';
import { NoteField } from './note.ts';
import { TypePicker } from './types.ts';

export interface ComposerEvents {
  /** Something was chosen or typed. */
  readonly changed: (draft: Draft) => void;
  /** A flag is to be put on the row. */
  readonly save: (flag: { index: number; flagType: string; note: string }, next: boolean) => void;
  readonly close: () => boolean;
}

export interface ComposerOptions {
  readonly index: number;
  /** Names the row, for the composer's label. */
  readonly label: string;
  readonly types: readonly FlagTypeChoice[];
  readonly draft: Draft | undefined;
  readonly quote: string | null;
  /** The node that the agent was in, if known. */
  readonly node: string | undefined;
}

/** The form under a row that puts a flag on it. */
export class Composer implements Form {
  readonly element: HTMLElement;
  readonly index: number;
  readonly #events: ComposerEvents;
  readonly #types: TypePicker;
  readonly #note: NoteField;
  readonly #problem = el('p', { class: 'composer-problem', role: 'alert' });
  readonly #node = el('span', { class: 'composer-node', dir: 'auto', title: t('Node') });
  #touched = false;

  constructor({ index, label, types, draft, quote, node }: ComposerOptions, events: ComposerEvents) {
    this.index = index;
    this.#events = events;
    this.#types = new TypePicker(
      () => this.#changed(),
      () => this.#note.focus(),
    );
    this.#note = new NoteField(() => this.#changed());
    this.element = el(
      'div',
      {
        class: 'composer',
        role: 'group',
        'aria-label': label,
        // Takes the focus of a click beside its fields, which would otherwise go to the row.
        tabindex: '-1',
        'data-vscode-context': fieldContext(),
      },
      this.#types.element,
      this.#types.guess,
      this.#note.element,
      this.#problem,
      this.#actions(),
    );
    this.#types.show(types);
    this.showNode(node);
    if (draft !== undefined) {
      this.#types.restore(draft.flagType, draft.isNew);
      this.#note.value = draft.note;
    }
    if (quote !== null) this.#note.addQuote(quote);
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    for (const type of ['keyup', 'keypress'] as const) {
      this.element.addEventListener(type, (event) => {
        if (isTyping(event)) event.stopPropagation();
      });
    }
  }

  get touched(): boolean {
    return this.#touched;
  }

  get draft(): Draft {
    const choice = this.#types.choice;
    return {
      index: this.index,
      flagType: choice?.flagType ?? '',
      isNew: choice?.isNew ?? false,
      note: this.#note.value,
    };
  }

  showTypes(types: readonly FlagTypeChoice[]): void {
    this.#types.show(types);
  }

  /** Says which node the flag will name; none while it is not known. */
  showNode(node: string | undefined): void {
    this.#node.textContent = node ?? '';
    this.#node.hidden = node === undefined;
  }

  addQuote(quote: string): void {
    this.#note.addQuote(quote);
    this.#changed();
  }

  focus(): void {
    this.#types.focus();
  }

  typeAt(caret: number): void {
    this.#note.focus(caret);
  }

  #actions(): HTMLElement {
    const hint = (keys: string): HTMLElement => el('span', { class: 'keys', 'aria-hidden': 'true', text: keys });
    const words = (text: string): HTMLElement => el('span', { text });
    const save = button({ class: 'button', 'aria-keyshortcuts': 'Control+Enter' }, words(t('Save')), hint(saveKeys()));
    const next = button({ class: 'button secondary', text: t('Save & next') });
    const close = button(
      { class: 'button secondary', 'aria-keyshortcuts': 'Escape' },
      words(t('Close')),
      hint(t('Esc')),
    );
    save.addEventListener('click', () => this.#save(false));
    next.addEventListener('click', () => this.#save(true));
    close.addEventListener('click', () => this.#events.close());
    return el('div', { class: 'composer-actions' }, this.#node, save, next, close, this.#note.count);
  }

  #changed(): void {
    this.#touched = true;
    this.#problem.textContent = '';
    this.#events.changed(this.draft);
  }

  #save(next: boolean): void {
    const choice = this.#types.choice;
    if (choice === null) {
      this.#refuse(t('Choose a flag type first.'));
      return;
    }
    if (choice.isNew && probableFlagType(choice.flagType) === '') {
      this.#refuse(t('A flag type needs a letter or a digit.'));
      return;
    }
    const note = this.#note.value.trim();
    this.#events.save({ index: this.index, flagType: choice.flagType, note }, next);
  }

  #refuse(sentence: string): void {
    this.#problem.replaceChildren(icon('warning'), el('span', { text: sentence }));
    this.#types.focus();
  }

  /** Keys typed here are not the transcript's and not the editor's; chords such as copy and paste pass. */
  #pressed(event: KeyboardEvent): void {
    if (isTyping(event)) event.stopPropagation();
    if (isSave(event)) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) this.#save(event.shiftKey);
      return;
    }
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#events.close();
      return;
    }
    const inField = event.target instanceof Element && event.target.matches('input, textarea');
    if (!inField && /^[1-9]$/.test(event.key) && this.#types.chooseDigit(Number(event.key))) event.preventDefault();
  }
}
