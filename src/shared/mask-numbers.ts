import { type Separator, type NumberWord, numberWord, SpokenDigits } from './number-words.ts';

/** Replaces a digit, or a whole number word: dots of its length would reveal the word. */
export const dot = '•';

/** The fewest digits that are masked: a phone number without area code. */
const minDigits = 7;

/** The most signs, and the most words, between two digits of one number. */
const maxSigns = 4;
const maxWords = 2;

/** A UUID, which is not personal; digits; a word; blanks and invisible marks; one other sign. */
const token =
  /(?<![\p{L}\p{N}])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\p{L}\p{N}])|(\p{Nd}+)|(and then(?!\p{L})|\p{L}[\p{L}\p{M}'’]*)|([\s\p{M}\p{Cf}\u2800]+)|./gisu;

/** Signs within a number: brackets, dots, and every dash there is. */
const sign = /^[.,;|()[\]/\\+_~·…*\p{Pd}\u2212\u2043]$/u;
const hyphen = /^[\p{Pd}\u2212]$/u;

/** Words within a number: spoken signs, and fillers. */
const joining = new Set([
  'dash',
  'hyphen',
  'minus',
  'dot',
  'period',
  'point',
  'comma',
  'space',
  'pause',
  'slash',
  'plus',
  'then',
  'and then',
  'uh',
  'um',
  'er',
  'erm',
  'ah',
  'hm',
  'hmm',
  'ok',
  'okay',
  'yeah',
]);

interface Part {
  readonly start: number;
  readonly end: number;
  readonly word: NumberWord | null;
}

/** Masks every run of `minDigits` or more, written or said, with signs and fillers between them. Runs in linear time. */
export function maskNumbers(text: string): string {
  const masked: string[] = [];
  let cut = 0;
  let run = new Run();
  const close = (): void => {
    for (const { start, end, word } of run.personal(text)) {
      masked.push(text.slice(cut, start), word === null ? dots(text.slice(start, end)) : dot);
      cut = end;
    }
    if (!run.isEmpty) run = new Run();
  };
  for (const found of text.matchAll(token)) {
    const [whole, digits, word, blank] = found;
    const place = { start: found.index, end: found.index + whole.length };
    if (digits !== undefined) run.add({ ...place, word: null });
    else if (word !== undefined) {
      const number = numberWord(word);
      // An `o` that begins a run is a letter, not a zero.
      const isNumber = number !== undefined && !(run.isEmpty && (word === 'o' || word === 'O'));
      if (isNumber && run.accepts(number)) run.add({ ...place, word: number });
      else if (isNumber) {
        close();
        run.add({ ...place, word: number });
      } else if (!run.join(word.toLowerCase())) close();
    } else if (blank === undefined && !run.sign(whole)) close();
  }
  close();
  return masked.length === 0 ? text : masked.join('') + text.slice(cut);
}

/** One dot for each digit; digits of some scripts take two UTF-16 units. */
function dots(digits: string): string {
  return dot.repeat(digits.length === 1 ? 1 : digits.replace(/[\ud800-\udbff]/g, '').length);
}

/** A run of digits and number words, with nothing between them that ends a number. */
class Run {
  readonly #parts: Part[] = [];
  readonly #digits = new SpokenDigits();
  #signs = 0;
  #words = 0;
  #between: Separator = 'blank';

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** Returns whether a number word can continue the run. After `and` it must be within a number: `five hundred and six`. */
  accepts(word: NumberWord): boolean {
    return this.#between !== 'and' || (word.kind !== 'scale' && word.kind !== 'repeat');
  }

  add(part: Part): void {
    if (part.word === null) this.#digits.addDigits(part.end - part.start);
    else this.#digits.add(part.word, this.#between);
    this.#parts.push(part);
    this.#signs = 0;
    this.#words = 0;
    this.#between = 'blank';
  }

  /** Adds a sign. @returns false when it ends the run */
  sign(character: string): boolean {
    this.#between = this.#between === 'blank' && hyphen.test(character) ? 'hyphen' : 'other';
    this.#signs += 1;
    return !this.isEmpty && this.#signs <= maxSigns && sign.test(character);
  }

  /** Adds a word that is not a number. @returns false when it ends the run */
  join(word: string): boolean {
    if (this.isEmpty) return false;
    if (word === 'and' && this.#parts.at(-1)?.word?.kind === 'scale' && this.#between === 'blank') {
      this.#between = 'and';
      return true;
    }
    this.#between = 'other';
    this.#words += 1;
    return this.#words <= maxWords && joining.has(word);
  }

  /** Returns the parts to mask: none when the run is too short, a quantity, a date or the like. */
  personal(text: string): readonly Part[] {
    if (this.#digits.count < minDigits || this.#digits.isQuantity) return [];
    const parts = this.#parts;
    while (parts.at(-1)?.word?.kind === 'repeat') parts.pop();
    const [first] = parts;
    const last = parts.at(-1);
    if (first === undefined || last === undefined) return [];
    const isSpoken = parts.some(({ word }) => word !== null);
    return !isSpoken && isHarmless(text, first.start, last.end) ? [] : parts;
  }
}

const year = String.raw`(?:19|20)\p{Nd}{2}`;
const month = String.raw`(?:0?[1-9]|1[0-2])`;
const day = String.raw`(?:0?[1-9]|[12]\p{Nd}|3[01])`;
const date = String.raw`(?:${year}([-/.])${month}\1${day}|${day}([-/.])${day}\2${year})`;
const onlyYears = new RegExp(String.raw`^${year}(?:[\s,/–-]{1,3}${year}){1,3}$`, 'u');
/** A date, or a range of two, with the hour that follows it or the minutes that precede it: a colon ends the run. */
const oneDate = String.raw`${date}(?:[\s,]{1,2}\p{Nd}{1,2})?`;
const dates = new RegExp(
  String.raw`^(?:\p{Nd}{2}\s?[–-]?\s?)?${oneDate}(?:\s?[,/–-]?\s?${oneDate.replaceAll(/\\(\d)/g, (_, group) => `\\${Number(group) + 2}`)})?$`,
  'u',
);
/** As in `Nov 27, 2026, 11:48 AM`, after its month. */
const dayAndYear = new RegExp(String.raw`^${day},\s${year}(?:,\s\p{Nd}{1,2})?$`, 'u');
const monthBefore = /(?<!\p{L})(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6}\.?\s$/iu;
const amount = /^\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,2})?(?:,\s\d{1,3}(?:,\d{3}){0,3}(?:\.\d{1,2})?)*$/;
const moneyAmount = /^(?:\d{1,3}(?:[.,']\d{3}){1,3}|\d{1,10})(?:[.,]\d{1,2})?$/;
const fraction = /^0\.\d+$/;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const address = new RegExp(String.raw`^(?=.*\d{3})(?:${octet}\.){3}${octet}$`);

/** The longest run that can be harmless: four years, or two dates. */
const maxHarmlessLength = 40;

/** Returns whether a run is a date, an amount, a fraction of a second or a network address. */
function isHarmless(text: string, start: number, end: number): boolean {
  if (end - start > maxHarmlessLength) return false;
  const run = text.slice(start, end);
  if (dates.test(run) || onlyYears.test(run) || amount.test(run) || fraction.test(run) || address.test(run))
    return true;
  if (dayAndYear.test(run)) return monthBefore.test(text.slice(Math.max(0, start - 12), start));
  if (/\d:$/.test(text.slice(Math.max(0, start - 2), start))) return /^\d\d[.,]\d{1,9}$/.test(run);
  const isMoney =
    /\p{Sc}\s?$/u.test(text.slice(Math.max(0, start - 2), start)) || /^\s?\p{Sc}/u.test(text.slice(end, end + 2));
  return isMoney && moneyAmount.test(run);
}
