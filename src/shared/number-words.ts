/** A word that stands for digits: it adds a value, or multiplies what is before it. */
export type NumberWord =
  | { readonly kind: 'digit' | 'teen' | 'tens'; readonly value: number }
  | { readonly kind: 'scale'; readonly value: number }
  /** `double`, `triple`: how many more digits the next word stands for. */
  | { readonly kind: 'repeat'; readonly value: number };

const lists = {
  digit: 'zero one two three four five six seven eight nine',
  teen: 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
} as const;

const words = new Map<string, NumberWord>([
  ...lists.digit.split(' ').map((word, value) => [word, { kind: 'digit', value }] as const),
  ...lists.teen.split(' ').map((word, at) => [word, { kind: 'teen', value: at + 10 }] as const),
  ...lists.tens.split(' ').map((word, at) => [word, { kind: 'tens', value: (at + 2) * 10 }] as const),
  ...['oh', 'o', 'nought', 'naught', 'aught'].map((word) => [word, { kind: 'digit', value: 0 }] as const),
  ['niner', { kind: 'digit', value: 9 }],
  ['fourty', { kind: 'tens', value: 40 }],
  ['hundred', { kind: 'scale', value: 100 }],
  ['thousand', { kind: 'scale', value: 1000 }],
  ['million', { kind: 'scale', value: 1_000_000 }],
  ['double', { kind: 'repeat', value: 1 }],
  ['triple', { kind: 'repeat', value: 2 }],
  ['treble', { kind: 'repeat', value: 2 }],
  ['quadruple', { kind: 'repeat', value: 3 }],
]);

/** Returns the meaning of an English number word, in any case; undefined for another word. */
export function numberWord(word: string): NumberWord | undefined {
  return word.length > 9 ? undefined : words.get(word.toLowerCase());
}

/** The text between two number words: only blanks, one hyphen, `and`, or anything else. */
export type Separator = 'blank' | 'hyphen' | 'and' | 'other';

/**
 * Counts the digits that number words stand for as people read a number aloud: `four fifteen` are 3, `twenty-three` 2,
 * `eight hundred` 3, `three thousand five hundred` 4.
 */
export class SpokenDigits {
  #finished = 0;
  /** The current number: its finished groups, and the group of three digits that is being added to. */
  #total = 0;
  #group = 0;
  #last: NumberWord['kind'] | undefined;

  /** The number of digits so far. */
  get count(): number {
    return this.#finished + (this.#last === undefined ? 0 : String(this.#total + this.#group).length);
  }

  /** All of it is one number of a thousand or more: a quantity, since phone numbers are not read like that. */
  get isQuantity(): boolean {
    return this.#finished === 0 && this.#total > 0;
  }

  /** @param between the text between this word and the one before */
  add(word: NumberWord, between: Separator): void {
    if (word.kind === 'repeat') return this.addDigits(word.value);
    if (word.kind === 'scale') return this.#scale(word.value, between);
    const continues =
      this.#last === 'scale'
        ? (between === 'blank' || between === 'and') && word.value > 0
        : this.#last === 'tens' &&
          word.kind === 'digit' &&
          word.value > 0 &&
          (between === 'blank' || between === 'hyphen');
    if (!continues) this.#finish();
    this.#group += word.value;
    this.#last = word.kind;
  }

  /** Adds digits that were written, or that a word repeats. */
  addDigits(count: number): void {
    this.#finish();
    this.#finished += count;
  }

  #scale(by: number, between: Separator): void {
    if (this.#last === undefined || between !== 'blank') {
      this.#finish();
      this.#group = 1;
    }
    if (by === 100) this.#group *= by;
    else {
      this.#total = (this.#total + this.#group) * by;
      this.#group = 0;
    }
    this.#last = 'scale';
  }

  #finish(): void {
    this.#finished = this.count;
    this.#total = 0;
    this.#group = 0;
    this.#last = undefined;
  }
}
