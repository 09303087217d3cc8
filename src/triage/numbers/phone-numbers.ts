import {
  isSupportedCountry,
  type MetadataJson,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/core/es6';

/** Reasons for which a piece of text is not a number that calls can be routed to. */
export type PhoneFault =
  | 'empty'
  | 'letters'
  | 'extension'
  | 'too-short'
  | 'too-long'
  | 'no-country'
  | 'unknown-country'
  | 'not-in-use'
  | 'malformed';

/** The numbers in a text, and what in it is none. */
export interface ReadNumbers {
  /** E.164, each once, in the order of the text. */
  readonly numbers: readonly string[];
  /** Pieces that are no numbers, as they stand in the text. */
  readonly bad: readonly { readonly text: string; readonly fault: PhoneFault }[];
  /** Count of pieces that repeat a number. */
  readonly repeated: number;
}

/** Reads numbers in any format that people write. */
export interface PhoneReader {
  /** @param country the one that numbers without a country code belong to, as `US`; null when there is none */
  read(text: string | readonly string[], country: string | null): ReadNumbers;
  /** Tells whether this is a country's two letters, such as `US`. */
  isCountry(text: string): boolean;
}

/** No text that people paste is longer, in UTF-16 units; the rest is not looked at. */
const longestText = 100_000;

/** Loads what is known of the countries' numbers: 80 KB, so not before numbers are read. */
export async function loadPhoneReader(): Promise<PhoneReader> {
  const { default: metadata } = await import('libphonenumber-js/min/metadata');
  return {
    read: (text, country) => readAll(typeof text === 'string' ? pieces(text) : text, country, metadata),
    isCountry: (text) => isSupportedCountry(text as 'US', metadata),
  };
}

function readAll(texts: readonly string[], country: string | null, metadata: MetadataJson): ReadNumbers {
  const numbers = new Set<string>();
  const bad: { text: string; fault: PhoneFault }[] = [];
  let count = 0;
  for (const text of texts) {
    const whole = readOne(text, country, metadata);
    const read = 'number' in whole ? [whole] : (readWords(text, country, metadata) ?? [whole]);
    for (const one of read) {
      if ('number' in one) {
        numbers.add(one.number);
        count += 1;
      } else bad.push({ text: text.trim().slice(0, 100), fault: one.fault });
    }
  }
  return { numbers: [...numbers], bad, repeated: count - numbers.size };
}

/** No number with what people put around it is longer. */
const longestPiece = 250;

/** Labels that people write before numbers. */
const label = '(?:mobile|cell|cellphone|phone|telephone|tel|home|work|office|main|direct|landline|fax|number|no)';
const labelBefore = new RegExp(
  String.raw`^(?:\p{L}[\p{L}\p{N}_. -]{0,30}["'’]?\s*[:=]|${label}\.?\s(?=.*\p{Nd}))\s*`,
  'iu',
);
const labelBehind = new RegExp(String.raw`\s*(?:[([{<]\s*\p{L}[\p{L}\s./&-]{0,30}[)\]}>]|\s[-–—]?\s*${label})$`, 'iu');
/** Quotes, list brackets, a spreadsheet's `'` and `=`, and what ends a sentence. */
const outside = /^[\s"'`“”‘’„«»=<{*•]+|[\s"'`“”‘’«»>}*.;:!?]+$/gu;

/**
 * A number without what was copied along with it: marks that nobody sees, quotes and brackets of a list, a label such as
 * `(mobile)` or `Tel.:`.
 */
function withoutSurroundings(text: string): string {
  let plain = text.trim();
  if (plain.length > longestPiece) return plain;
  plain = plain
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/g, ' ')
    .replace(/;phone-context=[+\w.-]{0,40}$/i, '');
  for (let before = ''; plain !== before;) {
    before = plain;
    plain = plain.replace(outside, '').replace(labelBefore, '').replace(labelBehind, '');
    // A bracket that nothing opens or closes is a list's.
    if (plain.startsWith('[') && (!plain.includes(']') || plain.endsWith(']'))) plain = plain.slice(1);
    if (plain.endsWith(']') && !plain.includes('[')) plain = plain.slice(0, -1);
  }
  return plain;
}

type Read = { readonly number: string } | { readonly fault: PhoneFault };

/** Separators of a list. A comma or semicolon before an extension belongs to its number, as does a slash within one. */
const separators = /[\r\n\t|]+|[,;，；、](?!\s*(?:ext|x\d|#|phone-context))|\s(?:and|or|&)\s/iu;

/** A Markdown link to a number, whose target is meant. */
const link = /\[[^[\]\n]{0,300}\]\(((?:tel|sms|callto):[^()\s]{1,100})\)/gi;
/** Start of a line of a list. */
const listMark = /^[ \t]{0,9}(?:[-–—*•]|\d{1,3}[.)])[ \t]{1,9}(?=[\p{Cf}"'([]{0,4}[+＋\d])/gmu;

/** A label, brackets or signs that stand before a number, and no number. */
const onlyLabel = new RegExp(
  String.raw`^[\s\p{Cf}"'[\]{}<(*•=]*(?:\p{L}[\p{L}_. -]{0,30}["'’]?\s{0,9}[:=]|${label})?[\s\p{Cf}"'[\]{}<()]*$`,
  'iu',
);

/** The parts of a pasted list: lines, separated values, and numbers that follow each other by their plus signs. */
function pieces(text: string): string[] {
  return (
    text
      .slice(0, longestText)
      .replace(link, ' $1 ')
      .replace(listMark, '')
      .split(separators)
      // One blank: a pattern for all of them would try each of a long row again and again.
      .flatMap((piece) => piece.split(/\s(?=[\p{Cf}"'([]{0,4}[+＋])/u))
      .map((piece) => piece.trim())
      .filter((piece) => piece.length > longestPiece || !onlyLabel.test(piece))
  );
}

/** A piece whose every word is a number, as `4155550111 4155550112`; undefined when it is not. */
function readWords(text: string, country: string | null, metadata: MetadataJson): Read[] | undefined {
  const words = text.trim().split(/\s+/u);
  if (words.length < 2) return undefined;
  const read = words.map((word) => readOne(word, country, metadata));
  return read.every((one) => 'number' in one) ? read : undefined;
}

function readOne(text: string, country: string | null, metadata: MetadataJson): Read {
  const plain = withoutSurroundings(text);
  if (plain === '') return { fault: 'empty' };
  let number: PhoneNumber;
  try {
    const options = country === null ? {} : { defaultCountry: country as 'US' };
    number = parsePhoneNumberWithError(plain, { ...options, extract: false }, metadata);
  } catch (error) {
    return { fault: error instanceof ParseError ? faultOf(error.message, plain, country) : 'malformed' };
  }
  if (number.ext !== undefined) return { fault: 'extension' };
  if (number.isValid()) return { number: number.number };
  const length = validatePhoneNumberLength(number.number, metadata);
  return { fault: length === undefined ? 'not-in-use' : faultOf(length, plain, country) };
}

function faultOf(message: string, text: string, country: string | null): PhoneFault {
  switch (message) {
    case 'INVALID_COUNTRY':
      return country === null && !/^[+＋]/u.test(text) ? 'no-country' : 'unknown-country';
    case 'TOO_SHORT':
      return 'too-short';
    case 'TOO_LONG':
      return 'too-long';
    default:
      return /\p{L}/u.test(text) ? 'letters' : 'malformed';
  }
}
