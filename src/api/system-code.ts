/** Returns the `code` of an error, such as `ECONNREFUSED`; `UNKNOWN` if it has none of at most 60 word characters. */
export function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'UNKNOWN';
}
