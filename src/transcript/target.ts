import * as z from 'zod/mini';

/** What a panel shows: a call, and the issue it is read under. One panel for each. */
const targetSchema = z.object({
  connectionId: z.string().check(z.minLength(1), z.maxLength(200)),
  callId: z.string().check(z.minLength(1), z.maxLength(200)),
  issueId: z.nullable(z.string().check(z.minLength(1), z.maxLength(200))),
});
export type Target = z.infer<typeof targetSchema>;

/** Panels of the same call and issue are one panel. */
export function keyOf({ connectionId, callId, issueId }: Target): string {
  return JSON.stringify([connectionId, issueId, callId]);
}

/** The target as the page keeps it over a reload of the window. */
export function writeTarget(target: Target): string {
  return JSON.stringify(target);
}

/** Reads a page's saved state, which anybody may have written; undefined when no call can be told from it. */
export function readTarget(state: unknown): Target | undefined {
  const panel: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'panel') : undefined;
  if (typeof panel !== 'string') return undefined;
  try {
    const parsed = targetSchema.safeParse(JSON.parse(panel));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
