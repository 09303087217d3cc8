import * as z from 'zod/mini';

const id = z.string().check(z.minLength(1), z.maxLength(200));
const targetSchema = z.object({ connectionId: id, issueId: id });

/** The issue of a page. */
export type IssueTarget = Readonly<z.infer<typeof targetSchema>>;

/** Identifies a panel, and is what its page keeps of it for when the window is reloaded. */
export function writeTarget({ connectionId, issueId }: IssueTarget): string {
  return JSON.stringify({ connectionId, issueId });
}

/** Reads the target from a page's saved state, which is not to be trusted; undefined when there is no valid one. */
export function readTarget(state: unknown): IssueTarget | undefined {
  const panel: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'panel') : undefined;
  if (typeof panel !== 'string') return undefined;
  try {
    const parsed = targetSchema.safeParse(JSON.parse(panel));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
