/**
 * Schemas for responses. Values that are missing, null or of another type become null or a default, so that an object is
 * only unreadable without the fields that identify it.
 */
import * as z from 'zod/mini';
import { catch as orElse } from 'zod/mini';
import { parseTime } from '../../shared/time.ts';

/** `orElse(schema, fallback)`: the fallback for a missing value, and for one that does not match. */
export { orElse };

/** A text that identifies the object: without it, the object is unreadable. */
export const required = z.string().check(z.minLength(1));

/** Null for a missing value, and for one that does not match. */
export function orNull<T extends z.ZodMiniType>(schema: T): z.ZodMiniCatch<z.ZodMiniNullable<T>> {
  return orElse(z.nullable(schema), null);
}

/**
 * The fallback for a value that is not of this kind. A page of a list has thousands of such fields, and `orElse` allocates
 * several objects for each, and an error for each that is missing.
 */
function only<T, Fallback>(isKind: (value: unknown) => value is T, fallback: Fallback) {
  return z.transform((value: unknown): T | Fallback => (isKind(value) ? value : fallback));
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

export const text = only(isText, null);
export const boolean = only(isBoolean, null);
export const number = only(isNumber, null);
/** A text that some versions send as a number. */
export const textOrNumber = orNull(z.union([z.string(), z.pipe(z.number(), z.transform(String))]));
/** A point in time as the service writes it, for `parseTime`: ISO 8601, or seconds or milliseconds since the epoch. */
export const time = z.transform((value: unknown): string | null => {
  if (isText(value)) return value;
  return isNumber(value) && parseTime(value) !== null ? String(value) : null;
});
/** A number that some versions send as a text. */
export const numberOrText = orNull(
  z.union([z.number(), z.pipe(z.string().check(z.regex(/^-?\d{1,15}(\.\d{1,9})?$/)), z.transform(Number))]),
);
export const position = only(isCount, null);
/** An object with undocumented contents. */
export const object = orNull(z.record(z.string(), z.unknown()));

/** A text that is empty when it is missing. */
export const textOrEmpty = only(isText, '');
export const count = only(isCount, 0);
/** A count that is not known when it is missing. */
export const countOrNull = only(isCount, null);
export const booleanOrFalse = only(isBoolean, false);

/** Items that are read of one page. The service's own pages end at 100, List Calls at 1,000. */
export const mostPaged = 1_000;
/** Items that are read of an unpaged list, or rows of a transcript. */
export const mostUnpaged = 50_000;

/** Returns the text for items beyond a limit. */
export function leftOut(count: number): string {
  return `${count} more left out`;
}

/**
 * A list whose items are identified by their position, so none may be dropped.
 *
 * @param schema accepts any value
 * @param rest returns an item that stands for those beyond `mostUnpaged`, with a text that says how many they are
 */
export function rowsOf<T extends z.ZodMiniType>(schema: T, rest: (text: string) => z.output<T>) {
  return z.pipe(
    z.custom<unknown[]>((value) => Array.isArray(value)),
    z.transform((values: unknown[]): z.output<T>[] => {
      const rows = values.slice(0, mostUnpaged).map((value) => schema.parse(value));
      return values.length > mostUnpaged ? [...rows, rest(leftOut(values.length - mostUnpaged))] : rows;
    }),
  );
}

/**
 * A list within an object: unreadable items and those beyond `most` are dropped. A value that is not a list becomes an empty
 * list.
 */
export function listOf<T extends z.ZodMiniType>(schema: T, most = mostUnpaged) {
  return orElse(readable(schema, most), () => []);
}

/** As `listOf`, with null for anything but a list: what is missing is not known rather than empty. */
export function listOrNull<T extends z.ZodMiniType>(schema: T, most = mostUnpaged) {
  return orElse(z.nullable(readable(schema, most)), null);
}

function readable<T extends z.ZodMiniType>(schema: T, most: number) {
  return z.pipe(
    z.custom<unknown[]>((value) => Array.isArray(value)),
    z.transform((parts: unknown[]): z.output<T>[] =>
      parts.slice(0, most).flatMap((part) => {
        const read = schema.safeParse(part);
        return read.success ? [read.data] : [];
      }),
    ),
  );
}
