import type { Context } from 'hono';
import * as z from 'zod/mini';
import { badRequest, type Refusal } from './answers.ts';
import { wording } from './wording.ts';

/** A whole number in a query string, within bounds. */
export function wholeNumber(lowest: number, highest: number) {
  return z.pipe(
    z.string(),
    z.pipe(
      z.transform((text: string) => (/^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN)),
      z
        .number({ error: 'must be a whole number' })
        .check(z.refine((value) => value >= lowest && value <= highest, `must be between ${lowest} and ${highest}`)),
    ),
  );
}

/** A decimal number in a query string. */
export const decimal = z.pipe(
  z.string(),
  z.transform((text: string, payload) => {
    if (/^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return Number(text);
    payload.issues.push({ code: 'custom', message: 'must be a number', input: text });
    return 0;
  }),
);

/** `true` or `false`, written out. */
export const truth = z.pipe(
  z.enum(['true', 'false']),
  z.transform((text: 'true' | 'false') => text === 'true'),
);

/** What every paged list of the triage operations takes. */
export const paging = {
  limit: z._default(wholeNumber(1, 100), 50),
  cursor: z.optional(z.string().check(z.minLength(1))),
};

/**
 * The query of a request, read strictly: an unknown name, a name given twice that is not repeatable, or a value
 * outside its bounds is refused. Repeatable names arrive in the schema as arrays.
 * @param refuse makes the refusal, in the words of the operation; 400 `bad_request` unless said otherwise
 */
export function readQuery<Shape extends z.core.$ZodLooseShape>(
  c: Context,
  shape: Shape,
  options: { readonly repeatable?: readonly string[]; readonly refuse?: (message: string) => Refusal } = {},
): z.infer<z.ZodMiniObject<Shape, z.core.$strict>> {
  const refuse = options.refuse ?? badRequest;
  const given = new Map<string, string[]>();
  for (const [name, value] of new URL(c.req.url).searchParams) given.set(name, [...(given.get(name) ?? []), value]);
  const entries = [...given].map(([name, values]) => {
    if (options.repeatable?.includes(name) === true) return [name, values];
    if (values.length > 1) throw refuse(`${name}: must be given once`);
    return [name, values[0]];
  });
  const parsed = z.strictObject(shape).safeParse(Object.fromEntries(entries));
  if (!parsed.success) throw refuse(wording(parsed.error));
  return parsed.data;
}
