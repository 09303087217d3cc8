import * as z from 'zod/mini';

const targetSchema = z.object({ connectionId: z.string().check(z.minLength(1), z.maxLength(200)) });

/** The connection of a page of insights. */
export type InsightsTarget = Readonly<z.infer<typeof targetSchema>>;

/** Identifies a panel, and is what its page keeps of it for when the window is reloaded. */
export function writeTarget({ connectionId }: InsightsTarget): string {
  return JSON.stringify({ connectionId });
}

/** Reads the target from a page's saved state, which is not to be trusted; undefined when there is no valid one. */
export function readTarget(state: unknown): InsightsTarget | undefined {
  const panel: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'panel') : undefined;
  if (typeof panel !== 'string') return undefined;
  try {
    const parsed = targetSchema.safeParse(JSON.parse(panel));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
