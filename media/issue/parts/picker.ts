import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Choice, ChoiceField, FieldView } from '../../../src/shared/issue-view.ts';
import { isText } from '../../ui/key-events.ts';
import { t } from '../../ui/l10n.ts';
import { sign } from '../../ui/sign.ts';
import type { Post } from '../host.ts';

/** Milliseconds after which a letter begins another word. */
const typingPauseMs = 700;

/** The fields that are chosen from a list. One list is open at a time. */
export class Pickers {
  readonly #post: Post;
  readonly #draw: () => void;
  #open: ChoiceField | null = null;
  /** Undefined while the host has not posted them. */
  #choices: readonly Choice[] | undefined;
  #active = 0;
  #typed = { text: '', at: 0 };

  constructor(post: Post, draw: () => void) {
    this.#post = post;
    this.#draw = draw;
  }

  /** Takes the values of a field; none when the host asks for one by itself. */
  take(field: ChoiceField, choices: readonly Choice[]): void {
    if (field !== this.#open) return;
    if (choices.length === 0) {
      this.#close(true);
      return;
    }
    this.#choices = choices;
    this.#active = Math.max(
      0,
      choices.findIndex(({ isCurrent }) => isCurrent),
    );
    this.#draw();
    this.#show();
  }

  field({ field, label, value, pending }: FieldView): TemplateResult {
    const isOpen = this.#open === field;
    const said = pending ? t('{0}, not saved yet', value) : value;
    return html`<div class="field">
      <button
        type="button"
        class="field-button"
        id="field-${field}"
        aria-haspopup="listbox"
        aria-expanded=${String(isOpen)}
        aria-label="${label}: ${said}"
        data-focus="field/${field}"
        @click=${() => (isOpen ? this.#close(true) : this.#openList(field))}
        @keydown=${(event: KeyboardEvent) => this.#buttonKey(event, field)}
      >
        <span class="quiet">${label}</span> <span class="field-value" dir="auto" title=${value}>${value}</span>${
          pending ? sign('sync') : nothing
        }${sign('chevron-down')}
      </button>
      ${isOpen ? this.#list(label) : nothing}
    </div>`;
  }

  #list(label: string): TemplateResult {
    const choices = this.#choices ?? [];
    const active = choices[this.#active];
    return html`<ul
      class="choices"
      role="listbox"
      tabindex="-1"
      aria-label=${label}
      aria-busy=${String(this.#choices === undefined)}
      aria-activedescendant=${active === undefined ? nothing : `choice-${this.#active}`}
      data-focus="choices/"
      @keydown=${(event: KeyboardEvent) => this.#listKey(event)}
      @focusout=${() => this.#left()}
    >
      ${this.#choices === undefined ? html`<li class="quiet" role="presentation">${t('Loading…')}</li>` : nothing}
      ${repeat(
        choices,
        ({ id }) => id,
        ({ id, label: words, isCurrent }, place) =>
          html`<li
            role="option"
            id="choice-${place}"
            class=${place === this.#active ? 'active' : ''}
            aria-selected=${String(isCurrent)}
            dir="auto"
            @mousedown=${(event: MouseEvent) => event.preventDefault()}
            @click=${() => this.#choose(id)}
          >
            <span class="tick">${isCurrent ? sign('check') : nothing}</span>${words}
          </li>`,
      )}
    </ul>`;
  }

  #openList(field: ChoiceField): void {
    this.#open = field;
    this.#choices = undefined;
    this.#active = 0;
    this.#post({ type: 'choices', field });
    this.#draw();
    document.querySelector<HTMLElement>('.choices')?.focus({ preventScroll: true });
  }

  #close(refocus: boolean): void {
    const field = this.#open;
    this.#open = null;
    this.#draw();
    if (refocus) document.getElementById(`field-${field ?? ''}`)?.focus();
  }

  /** The focus has left the list: it closes, unless the list is only being drawn. */
  #left(): void {
    setTimeout(() => {
      const list = document.querySelector('.choices');
      if (this.#open !== null && list !== null && !list.contains(document.activeElement)) this.#close(false);
    });
  }

  #choose(choice: string): void {
    const field = this.#open;
    this.#close(true);
    if (field !== null) this.#post({ type: 'choose', field, choice });
  }

  #buttonKey(event: KeyboardEvent, field: ChoiceField): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    if (this.#open === null) this.#openList(field);
  }

  #listKey(event: KeyboardEvent): void {
    const count = this.#choices?.length ?? 0;
    const last = Math.max(0, count - 1);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, this.#active + 1),
      ArrowUp: Math.max(0, this.#active - 1),
      Home: 0,
      End: last,
      PageDown: Math.min(last, this.#active + 8),
      PageUp: Math.max(0, this.#active - 8),
    };
    const place = to[event.key];
    const isTyped = isText(event) && event.key !== ' ';
    if (event.key === 'Tab') {
      this.#close(true);
      return;
    }
    if (event.key === 'Escape') this.#close(true);
    else if (event.key === 'Enter' || event.key === ' ') this.#accept();
    else if (place !== undefined) this.#move(place);
    else if (isTyped) this.#type(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #accept(): void {
    const choice = this.#choices?.[this.#active];
    if (choice !== undefined) this.#choose(choice.id);
  }

  /** Goes to the next value that begins with what is typed. */
  #type(letter: string): void {
    const now = Date.now();
    const text = now - this.#typed.at > typingPauseMs ? letter : this.#typed.text + letter;
    this.#typed = { text, at: now };
    const choices = this.#choices ?? [];
    const from = text.length === 1 ? this.#active + 1 : this.#active;
    const wanted = text.toLowerCase();
    const found = choices
      .map((_, step) => (from + step) % choices.length)
      .find((place) => choices[place]?.label.toLowerCase().startsWith(wanted));
    if (found !== undefined) this.#move(found);
  }

  #move(place: number): void {
    this.#active = place;
    this.#draw();
    this.#show();
  }

  #show(): void {
    document.getElementById(`choice-${this.#active}`)?.scrollIntoView({ block: 'nearest' });
  }
}
