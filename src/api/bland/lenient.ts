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

export const text = orNull(z.string());
export const boolean = orNull(z.boolean());
export const number = orNull(z.number());
/** A text that some versions send as a number. */
export const textOrNumber = orNull(z.union([z.string(), z.pipe(z.number(), z.transform(String))]));
/** A point in time as the service writes it, for `parseTime`: ISO 8601, or seconds or milliseconds since the epoch. */
export const time = orNull(
  z.union([z.string(), z.pipe(z.number().check(z.refine((at) => parseTime(at) !== null)), z.transform(String))]),
);
/** A number that some versions send as a text. */
export const numberOrText = orNull(
  z.union([z.number(), z.pipe(z.string().check(z.regex(/^-?\d{1,15}(\.\d{1,9})?$/)), z.transform(Number))]),
);
export const position = orNull(z.int().check(z.nonnegative()));
/** An object with undocumented contents. */
export const object = orNull(z.record(z.string(), z.unknown()));

/** A text that is empty when it is missing. */
export const textOrEmpty = orElse(z.string(), '');
export const count = orElse(z.int().check(z.nonnegative()), 0);
/** A count that is not known when it is missing. */
export const countOrNull = orNull(z.int().check(z.nonnegative()));
export const booleanOrFalse = orElse(z.boolean(), false);

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
