import type { FlagMark } from '../../../src/shared/transcript.ts';
import { el } from '../dom.ts';
import { t } from '../l10n.ts';
import type { Listed, Memory } from '../rows/memory.ts';
import { oneLine } from '../rows/text.ts';

/** How the choice of everything is written in a list of choices: no flag type and no name is empty. */
const every = '';

/** Which flags are listed: a choice of type and one of author, kept with the page, and how many flags they leave. */
export class FlagFilter {
  readonly element: HTMLElement;
  readonly #memory: Memory;
  readonly #changed: () => void;
  readonly #type = el('select', { 'aria-label': t('Flag type') });
  readonly #author = el('select', { 'aria-label': t('Author') });
  readonly #count = el('p', { class: 'outline-count', role: 'status' });
  #drawn = '';

  constructor(memory: Memory, changed: () => void) {
    this.#memory = memory;
    this.#changed = changed;
    for (const choice of [this.#type, this.#author]) choice.addEventListener('change', () => this.#choose());
    this.element = el('div', { class: 'outline-filter' }, this.#type, this.#author, this.#count);
  }

  matches({ type, author = '' }: FlagMark): boolean {
    const { listed } = this.#memory.value;
    return (listed.type ?? type) === type && (listed.author ?? author) === author;
  }

  /** Lists every flag again; the keyboard goes to the first choice. */
  clear(): void {
    this.#keep({ type: null, author: null });
    this.#type.focus();
  }

  /** Offers the types and authors of these flags, and says how many of them are listed. */
  show(marks: readonly FlagMark[], shown: number): void {
    const { listed } = this.#memory.value;
    const types = counts(
      marks.map(({ type }) => type),
      listed.type,
    );
    const authors = counts(
      marks.map(({ author = '' }) => author),
      listed.author,
    );
    const drawn = JSON.stringify([types, authors, listed]);
    // A list of choices that is open would close when it is drawn anew.
    if (drawn !== this.#drawn) {
      fill(this.#type, t('All types'), types, listed.type);
      fill(this.#author, t('All authors'), authors, listed.author);
    }
    this.#drawn = drawn;
    // Counted as the issue counts them; those of other issues are said apart.
    const own = marks.filter(({ issue }) => issue === undefined);
    const all = own.length;
    const whole = own.filter(({ index }) => index === null).length;
    const elsewhere = marks.length - all;
    const count = all === 1 ? t('1 flag') : t('{0} flags', all);
    const here = whole === 0 ? count : t('{0}, {1} on the whole call', count, whole);
    const flags = elsewhere === 0 ? here : t('{0}, {1} on other issues', here, elsewhere);
    const words = shown === marks.length ? flags : t('{0} of {1}', shown, flags);
    // What is said again is heard again.
    if (this.#count.textContent !== words) this.#count.textContent = words;
  }

  #choose(): void {
    const chosen = ({ value }: HTMLSelectElement): string | null => (value === every ? null : value);
    this.#keep({ type: chosen(this.#type), author: chosen(this.#author) });
  }

  #keep(listed: Listed): void {
    this.#memory.update({ listed });
    this.#changed();
  }
}

/** How often each of these occurs, by name; what is chosen is among them though it may not occur any more. */
function counts(values: readonly string[], chosen: string | null): readonly (readonly [string, number])[] {
  const found = new Map<string, number>(chosen === null ? [] : [[chosen, 0]]);
  for (const value of values) if (value !== every) found.set(value, (found.get(value) ?? 0) + 1);
  return [...found].toSorted(([one], [other]) => one.localeCompare(other));
}

function fill(
  select: HTMLSelectElement,
  all: string,
  values: readonly (readonly [string, number])[],
  chosen: string | null,
): void {
  const options = values.map(([value, count]) => el('option', { value, text: `${oneLine(value, 60)} (${count})` }));
  select.replaceChildren(el('option', { value: every, text: all }), ...options);
  select.value = chosen ?? every;
}
