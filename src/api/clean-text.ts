const mark = '[redacted]';

/** Takes secrets out of a text, also where they are percent-encoded or escaped as in JSON. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  const longestFirst = [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((cleaned, form) => cleaned.replaceAll(form, mark), text);
}

/** The longest text of a server that an error carries. */
const maxErrorText = 500;

// Control characters, line separators, and what turns the reading direction of the text around it.
const unsafe = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** Makes text of a server fit for one line of a message: no secrets, no control characters, at most `limit` long. */
export function cleanText(text: string, secrets: readonly string[], limit = maxErrorText): string {
  // Redacted before it is cut: half a key would not be recognised.
  const whole = redact(text, secrets).replace(unsafe, ' ').replace(/\s+/g, ' ').trim();
  return whole.length <= limit ? whole : `${whole.slice(0, limit - 1).replace(/\p{Cs}/gu, '')}…`;
}

/** A server's JSON value with every text cleaned, and bounded in depth and width. */
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
