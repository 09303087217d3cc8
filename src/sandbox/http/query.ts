import type { Context } from 'hono';
import * as z from 'zod/mini';
import { badRequest, type Refusal } from './answers.ts';
import { describeError } from './describe-error.ts';

/** An integer parameter. */
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

/** Reads a limit as the operations on agents do: what is no number is the default, and a number out of range is moved into it. */
export function clamp(given: string | undefined, usual: number, highest: number): number {
  const wanted = Number.parseInt(given ?? '', 10);
  return Number.isNaN(wanted) ? usual : Math.min(Math.max(wanted, 1), highest);
}

/** A decimal parameter. */
export const decimal = z.pipe(
  z.string(),
  z.transform((text: string, payload) => {
    if (/^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return Number(text);
    payload.issues.push({ code: 'custom', message: 'must be a number', input: text });
    return 0;
  }),
);

/** A parameter `true` or `false`. */
export const booleanText = z.pipe(
  z.enum(['true', 'false']),
  z.transform((text: 'true' | 'false') => text === 'true'),
);

/** Parameters of every paged triage list. */
export const paging = {
  limit: z._default(wholeNumber(1, 100), 50),
  cursor: z.optional(z.string().check(z.minLength(1))),
};

/**
 * Reads the query of a request strictly: unknown names, repeated names and invalid values are refused.
 * @param options `repeatable`: names that the schema takes as arrays. `refuse`: makes the error; default 400 `bad_request`
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
  if (!parsed.success) throw refuse(describeError(parsed.error));
  return parsed.data;
}
