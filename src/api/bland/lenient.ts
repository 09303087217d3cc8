/**
 * Schemas for reading what a service sends. They take what is there and replace what is missing, null or of another type
 * by null or a default, so that only what identifies an object can make it unreadable.
 */
import * as z from 'zod/mini';
import { catch as orElse } from 'zod/mini';
import { parseTime } from '../../shared/time.ts';

/** `orElse(schema, fallback)`: the schema's value, or the fallback for anything else, also when there is nothing. */
export { orElse };

/** A text without which the object means nothing. */
export const required = z.string().check(z.minLength(1));

/** The schema's value, or null for anything else. */
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
/** An object whose inside is not documented. */
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

/** Says what became of the items beyond a limit. */
export function leftOut(count: number): string {
  return `${count} more left out`;
}

/**
 * A list whose items are named by their position, so that each must become one: the schema takes anything. Those beyond
 * `mostUnpaged` become one together.
 *
 * @param rest makes that one from a text that says how many there were
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
 * A list inside an item: parts that cannot be read and those beyond `most` are left out, and anything but a list is an empty
 * one.
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
