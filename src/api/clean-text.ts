const replacement = '[redacted]';

/** Replaces secrets in a text, also percent-encoded ones and those escaped as in JSON. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  const longestFirst = [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((cleaned, form) => cleaned.replaceAll(form, replacement), text);
}

/** Limit for a server's text in an error. */
const maxErrorText = 500;

// Control characters, line separators, and characters that change the text direction.
const unsafe = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** Returns a server's text as one line without secrets and control characters, at most `limit` long. */
export function cleanText(text: string, secrets: readonly string[], limit = maxErrorText): string {
  // A secret that is cut in half would not be recognised, so redacting comes first.
  const whole = redact(text, secrets).replace(unsafe, ' ').replace(/\s+/g, ' ').trim();
  return whole.length <= limit ? whole : `${whole.slice(0, limit - 1).replace(/\p{Cs}/gu, '')}…`;
}

/** Returns a server's JSON value with all texts cleaned, limited in depth and in items per level. */
export function cleanJson(value: unknown, secrets: readonly string[], depth = 5): unknown {
  if (typeof value === 'string') return cleanText(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => cleanJson(item, secrets, depth - 1));
  const entries = Object.entries(value).slice(0, 50);
  return Object.fromEntries(
    entries.map(([name, item]) => [cleanText(name, secrets, 100), cleanJson(item, secrets, depth - 1)]),
  );
}
