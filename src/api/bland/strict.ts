/** Validation of requests: documented limits are enforced before sending. */
import type * as z from 'zod/mini';
import { InvalidRequestError } from '../errors.ts';
import { reasonOf } from './envelope.ts';

/** Parses a request's body or filter. @throws InvalidRequestError that names the offending fields */
export function checked<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const paths = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.map(String).join('.')],
  );
  throw new InvalidRequestError(`The request is not valid (${reasonOf(result.error)}).`, [...new Set(paths)]);
}

/**
 * Encodes an ID as a segment of a path.
 *
 * @throws InvalidRequestError if it is empty or too long, is a dot segment, or contains slashes, control characters or lone
 * surrogates: it could be resolved to another path
 */
export function segment(id: string, name: string): string {
  const bad =
    id.length === 0 || id.length > 256 || id !== id.trim() || /^\.{1,2}$/.test(id) || /[/\\\p{Cc}\p{Cs}]/u.test(id);
  if (bad) throw new InvalidRequestError(`${name} is not an id.`, [name]);
  return encodeURIComponent(id);
}
