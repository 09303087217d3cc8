import { InvalidKeyError } from './errors.ts';

const maxKey = 4096;
const scheme = /^bearer(?:\s+|$)/i;
const quotes = ['"', "'", '`'] as const;

/**
 * Parses a pasted key: removes surrounding spaces and quotes, and a leading `authorization:`. The service accepts the bare
 * key and `Bearer <key>`; both are kept.
 *
 * @throws InvalidKeyError if it cannot be a header value; the message never contains the key
 */
export function parseKey(text: string): string {
  if (text.length > 2 * maxKey) throw tooLong();
  let key = text.trim();
  for (let before = ''; before !== key;) {
    before = key;
    key = unquote(key)
      .replace(/^authorization\s*:/i, '')
      .trim();
  }
  const bearer = scheme.test(key);
  const token = bearer ? unquote(key.replace(scheme, '').trim()) : key;
  if (token === '') throw new InvalidKeyError('The API key is empty.', 'missing');
  if (token.length > maxKey) throw tooLong();
  if (/\s/u.test(token)) {
    throw new InvalidKeyError('The API key contains a space or a line break. Paste the key alone.', 'whitespace');
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new InvalidKeyError(
      'The API key contains a character that no key has: a control character or one outside ASCII.',
      'characters',
    );
  }
  return bearer ? `Bearer ${token}` : token;
}

/** Returns the value of the `authorization` header for a key. */
export function authorizationHeader(key: string): string {
  return parseKey(key);
}

/** Returns the strings to redact for a key: itself, and the key without `Bearer`. */
export function secretsOf(key: string): readonly string[] {
  return [...new Set([key, key.replace(scheme, '')])].filter((secret) => secret !== '');
}

function tooLong(): InvalidKeyError {
  return new InvalidKeyError(`The API key is longer than ${maxKey} characters; something else was pasted.`, 'length');
}

function unquote(text: string): string {
  const quoted = quotes.some((quote) => text.length > 1 && text.startsWith(quote) && text.endsWith(quote));
  return quoted ? text.slice(1, -1).trim() : text;
}
