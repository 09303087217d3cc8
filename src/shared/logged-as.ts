import { CodedError } from './coded-error.ts';

const plain = /^[\w.-]{1,64}$/;

/**
 * Describes an error for the log and reports: class, status and the code of the service or the system, such as
 * `ServerError 503 LISTEN_FAILED`. Never its message, which may quote the service, a call or the user; a code that could
 * contain such a text is left out.
 */
export function loggedAs(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const status: unknown = Reflect.get(error, 'status');
  const origins = error instanceof CodedError ? ['serviceCode', 'systemCode'] : ['code'];
  const codes: unknown[] = origins.map((origin) => Reflect.get(error, origin));
  const words = [error.name, status, ...codes].map((word) => (typeof word === 'number' ? String(word) : word));
  return words.filter((word) => typeof word === 'string' && plain.test(word)).join(' ') || 'unknown error';
}
