import * as z from 'zod/mini';

const pattern = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => !text.startsWith('^') || compiles(text), 'is not a regular expression'),
);

/** A fault switch: the requests it applies to, how many of them, and the fault. */
export const faultSchema = z.strictObject({
  match: z.strictObject({
    method: z.optional(z.string().check(z.minLength(1))),
    /** A path's beginning, or a regular expression that begins with `^`. Default: every path under /v1 and /v2. */
    path: z.optional(pattern),
  }),
  /** Number of requests it applies to. Default: all until it is cleared. */
  times: z.optional(z.int().check(z.gte(1))),
  fault: z.discriminatedUnion('kind', [
    /** Answers in place of the operation, which is not done. */
    z.strictObject({
      kind: z.literal('status'),
      status: z.int().check(z.gte(200), z.lte(599)),
      /** A string is sent as text/plain, anything else as JSON. */
      body: z.optional(z.unknown()),
      headers: z.optional(z.record(z.string(), z.string())),
    }),
    /** Delays the operation by `ms` milliseconds. */
    z.strictObject({ kind: z.literal('delay'), ms: z.int().check(z.gte(0), z.lte(600_000)) }),
    /** Cuts the connection; the operation is not done. */
    z.strictObject({ kind: z.literal('reset') }),
    /** Cuts the connection after the operation, without an answer. */
    z.strictObject({ kind: z.literal('reset_after') }),
    /** Cuts the connection in the middle of the answer. */
    z.strictObject({ kind: z.literal('truncate') }),
    /** Answers with invalid JSON after the operation. */
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
