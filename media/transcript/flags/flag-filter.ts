import type { FlagMark } from '../../../src/shared/transcript.ts';
import { el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import type { ListedFlags, SavedState } from '../saved-state.ts';

/** The value of the option that lists all: no flag type and no name is empty. */
const every = '';

/** The filter of the flag list by type and author, and the number of flags that match. */
export class FlagFilter {
  readonly element: HTMLElement;
  readonly #saved: SavedState;
  readonly #changed: () => void;
  readonly #type = el('select', { 'aria-label': t('Flag type') });
  readonly #author = el('select', { 'aria-label': t('Author') });
  readonly #count = el('p', { class: 'outline-count', role: 'status' });
  #drawn = '';

  constructor(saved: SavedState, changed: () => void) {
    this.#saved = saved;
    this.#changed = changed;
    for (const choice of [this.#type, this.#author]) choice.addEventListener('change', () => this.#choose());
    this.element = el('div', { class: 'outline-filter' }, this.#type, this.#author, this.#count);
  }

  matches({ type, author = '' }: FlagMark): boolean {
    const { listed } = this.#saved.value;
    return (listed.type ?? type) === type && (listed.author ?? author) === author;
  }

  /** Lists all flags, and focuses the first choice. */
  clear(): void {
    this.#keep({ type: null, author: null });
    this.#type.focus();
  }

  /** Offers the types and authors of these flags, and shows how many of them are listed. */
  show(marks: readonly FlagMark[], shown: number): void {
    const { listed } = this.#saved.value;
    const types = counts(
      marks.map(({ type }) => type),
      listed.type,
    );
    const authors = counts(
      marks.map(({ author = '' }) => author),
      listed.author,
    );
    const drawn = JSON.stringify([types, authors, listed]);
    // An open list of options closes when it is redrawn.
    if (drawn !== this.#drawn) {
      fill(this.#type, t('All types'), types, listed.type);
      fill(this.#author, t('All authors'), authors, listed.author);
    }
    this.#drawn = drawn;
    // As the issue counts them: flags of other issues are counted apart.
    const own = marks.filter(({ issue }) => issue === undefined);
    const all = own.length;
    const whole = own.filter(({ index }) => index === null).length;
    const elsewhere = marks.length - all;
    const count = all === 1 ? t('1 flag') : t('{0} flags', all);
    const here = whole === 0 ? count : t('{0}, {1} on the whole call', count, whole);
    const flags = elsewhere === 0 ? here : t('{0}, {1} on other issues', here, elsewhere);
    const words = shown === marks.length ? flags : t('{0} of {1}', shown, flags);
    // A status that is set again is announced again.
    if (this.#count.textContent !== words) this.#count.textContent = words;
  }

  #choose(): void {
    const chosen = ({ value }: HTMLSelectElement): string | null => (value === every ? null : value);
    this.#keep({ type: chosen(this.#type), author: chosen(this.#author) });
  }

  #keep(listed: ListedFlags): void {
    this.#saved.update({ listed });
    this.#changed();
  }
}

/** Counts the values, sorted by name. The chosen one is listed even when it does not occur any more. */
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
