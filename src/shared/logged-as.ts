const plain = /^[\w.-]{1,64}$/;

/**
 * An error as it may stand in the log and in a report: class, status and code, such as `ServerError 503 LISTEN_FAILED`.
 * Never its message, which may quote the service, a call or the user; a code that could hold such a text is left out.
 */
export function loggedAs(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const status: unknown = Reflect.get(error, 'status');
  const code: unknown = Reflect.get(error, 'code');
  const said = [error.name, status, code].map((word) => (typeof word === 'number' ? String(word) : word));
  return said.filter((word) => typeof word === 'string' && plain.test(word)).join(' ') || 'unknown error';
}
