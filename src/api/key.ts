import { InvalidKeyError } from './errors.ts';

const maxKey = 4096;
const scheme = /^bearer(?:\s+|$)/i;
const quotes = ['"', "'", '`'] as const;

/**
 * Reads a key as people paste it: spaces around it, quotes and a leading `authorization:` are taken away. Both forms the
 * service accepts are kept as they are, the bare key and `Bearer <key>`.
 *
 * @throws InvalidKeyError for what cannot be one header value; its sentence never holds the key
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

/** The `authorization` header's value for a key, sent as given: bare, or with `Bearer`. */
export function authorizationHeader(key: string): string {
  return parseKey(key);
}

/** Strings to redact wherever this key was sent: the header's value, and the key without its scheme. */
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
