import type * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import { cleanText } from '../clean-text.ts';
import { ResponseShapeError } from '../errors.ts';
import type { BrokenItem, Page } from '../pages.ts';
import { leftOut, mostPaged } from './lenient.ts';

type Json = Readonly<Record<string, unknown>>;

/** True for a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads `{ data: <object>, errors: null }`. @throws ResponseShapeError */
export function readData<T extends z.ZodMiniType>(answer: Answer, schema: T): z.output<T> {
  if (!isObject(answer.body) || !isObject(answer.body['data'])) throw shapeError(answer, 'data: expected an object');
  return parse(answer, answer.body['data'], schema);
}

/** Reads an object without an envelope, as of the calls endpoints, or with one. @throws ResponseShapeError */
export function readFlat<T extends z.ZodMiniType>(answer: Answer, schema: T): z.output<T> {
  const { body } = answer;
  if (!isObject(body)) throw shapeError(answer, 'expected an object');
  const wrapped = isObject(body['data']) && Object.keys(body).every((name) => name === 'data' || name === 'errors');
  return parse(answer, wrapped ? body['data'] : body, schema);
}

/**
 * Reads `{ data: { items, next_cursor }, errors: null }`.
 *
 * @param most `mostUnpaged` for a list without pages
 * @throws ResponseShapeError if there is no list
 */
export function readList<T extends z.ZodMiniType>(answer: Answer, schema: T, most = mostPaged): Page<z.output<T>> {
  const data = isObject(answer.body) ? answer.body['data'] : undefined;
  const items = isObject(data) ? data['items'] : data;
  if (!Array.isArray(items)) throw shapeError(answer, 'data.items: expected a list');
  const cursor = isObject(data) ? data['next_cursor'] : null;
  const nextCursor = typeof cursor === 'number' ? String(cursor) : cursor;
  return {
    ...readItems(items, schema, most),
    nextCursor: typeof nextCursor === 'string' && nextCursor !== '' ? nextCursor : null,
  };
}

/** An unpaged list. */
export interface ReadList<T> {
  readonly items: readonly T[];
  readonly broken: readonly BrokenItem[];
}

/**
 * Reads items one by one, so that an unreadable item does not affect the others. Those beyond `most` are one broken item
 * together: more would block the extension host.
 */
export function readItems<T extends z.ZodMiniType>(
  values: readonly unknown[],
  schema: T,
  most: number,
): ReadList<z.output<T>> {
  const items: z.output<T>[] = [];
  const broken: BrokenItem[] = [];
  for (const [position, value] of values.slice(0, most).entries()) {
    const result = schema.safeParse(value);
    if (result.success) items.push(result.data);
    else {
      const named = isObject(value) ? value : {};
      const id = labelOf(named['id']) ?? labelOf(named['call_id']) ?? labelOf(named['phone_number']);
      broken.push({ position, id, code: labelOf(named['triage_id']), reason: reasonOf(result.error) });
    }
  }
  if (values.length > most) {
    broken.push({ position: most, id: null, code: null, reason: leftOut(values.length - most) });
  }
  return { items, broken };
}

export function shapeError(answer: Pick<Answer, 'status' | 'request'>, reason: string): ResponseShapeError {
  const message = `The service answered ${answer.status} in an unexpected shape (${reason}).`;
  return new ResponseShapeError(message, answer.request, answer.status);
}

function parse<T extends z.ZodMiniType>(answer: Answer, value: unknown, schema: T): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw shapeError(answer, reasonOf(result.error));
  return result.data;
}

function labelOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? cleanText(value, [], 100) || null : null;
}

/** Returns the first problem with its path. Contains names of our fields but never values. */
export function reasonOf(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'unreadable';
  const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  if (issue.code === 'invalid_type') return `${where}expected ${issue.expected}`;
  if (issue.code === 'unrecognized_keys') return `${where}unknown ${issue.keys.join(', ')}`;
  if (issue.code === 'too_small') return `${where}too short or too small`;
  if (issue.code === 'too_big') return `${where}too long or too big`;
  return `${where}${issue.code.replaceAll('_', ' ')}`;
}
