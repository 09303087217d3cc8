/** Checks on what is sent: documented limits are enforced before a request leaves. */
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
 * Encodes an id for a path. An id is opaque, yet never empty, a dot segment, or anything with a slash or a control
 * character or half a surrogate pair, which could make it name another resource on the way. @throws InvalidRequestError
 */
export function segment(id: string, name: string): string {
  const bad =
    id.length === 0 || id.length > 256 || id !== id.trim() || /^\.{1,2}$/.test(id) || /[/\\\p{Cc}\p{Cs}]/u.test(id);
  if (bad) throw new InvalidRequestError(`${name} is not an id.`, [name]);
  return encodeURIComponent(id);
}
