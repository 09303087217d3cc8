import * as z from 'zod/mini';

const id = z.string().check(z.minLength(1), z.maxLength(200));
const place = { connectionId: id, issueId: z.nullable(id) } as const;

/** A call or an SMS conversation, and the issue it is shown for. */
const targetSchema = z.union([z.object({ ...place, callId: id }), z.object({ ...place, conversationId: id })]);
export type Target = z.infer<typeof targetSchema>;
export type CallTarget = Extract<Target, { callId: string }>;

/** Identifies a panel: there is one for each call or conversation and issue. */
export function targetKey(target: Target): string {
  const { connectionId, issueId } = target;
  return JSON.stringify([
    connectionId,
    issueId,
    ...('callId' in target ? [target.callId] : ['sms', target.conversationId]),
  ]);
}

/** The call of a target; undefined for a conversation. */
export function callIdOf(target: Target | undefined): string | undefined {
  return target !== undefined && 'callId' in target ? target.callId : undefined;
}

/** The target as the page keeps it in its state, for when the window is reloaded. */
export function writeTarget(target: Target): string {
  return JSON.stringify(target);
}

/** Reads the target from a page's saved state, which is not to be trusted; undefined when there is no valid one. */
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
