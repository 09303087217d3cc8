import * as z from 'zod/mini';

const id = z.string().check(z.minLength(1), z.maxLength(200));
const place = { connectionId: id, issueId: z.nullable(id) } as const;

/** What a panel shows: a call or an SMS conversation, and the issue it is read under. One panel for each. */
const targetSchema = z.union([z.object({ ...place, callId: id }), z.object({ ...place, conversationId: id })]);
export type Target = z.infer<typeof targetSchema>;
export type CallTarget = Extract<Target, { callId: string }>;

/** Panels of the same call or conversation and issue are one panel. */
export function keyOf(target: Target): string {
  const { connectionId, issueId } = target;
  return JSON.stringify([
    connectionId,
    issueId,
    ...('callId' in target ? [target.callId] : ['sms', target.conversationId]),
  ]);
}

/** The call that is shown, when it is one. */
export function callIdOf(target: Target | undefined): string | undefined {
  return target !== undefined && 'callId' in target ? target.callId : undefined;
}

/** The target as the page keeps it over a reload of the window. */
export function writeTarget(target: Target): string {
  return JSON.stringify(target);
}

/** Reads a page's saved state, which anybody may have written; undefined when it cannot be told from it what is read. */
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
