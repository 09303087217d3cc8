import * as z from 'zod/mini';

const pattern = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => !text.startsWith('^') || compiles(text), 'is not a regular expression'),
);

/** A switch: which requests it meets, how many of them, and what happens to them. */
export const faultSchema = z.strictObject({
  match: z.strictObject({
    method: z.optional(z.string().check(z.minLength(1))),
    /** The beginning of a path, or, when it begins with `^`, a regular expression. Without it: every path under /v1. */
    path: z.optional(pattern),
  }),
  /** How many requests it meets; without it, all until it is cleared. */
  times: z.optional(z.int().check(z.gte(1))),
  fault: z.discriminatedUnion('kind', [
    /** Answers instead of the operation, which does not happen. */
    z.strictObject({
      kind: z.literal('status'),
      status: z.int().check(z.gte(200), z.lte(599)),
      /** A text is sent as it is, as text/plain; anything else as JSON. */
      body: z.optional(z.unknown()),
      headers: z.optional(z.record(z.string(), z.string())),
    }),
    /** The operation happens `ms` milliseconds later. */
    z.strictObject({ kind: z.literal('delay'), ms: z.int().check(z.gte(0), z.lte(600_000)) }),
    /** The connection is cut; the operation does not happen. */
    z.strictObject({ kind: z.literal('reset') }),
    /** The operation happens; the connection is cut in place of its answer. */
    z.strictObject({ kind: z.literal('reset_after') }),
    /** The operation happens; its answer breaks off half-way. */
    z.strictObject({ kind: z.literal('truncate') }),
    /** The operation happens; its answer is no JSON. */
    z.strictObject({ kind: z.literal('garbage') }),
  ]),
});

export type FaultSwitch = z.infer<typeof faultSchema>;

function compiles(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
