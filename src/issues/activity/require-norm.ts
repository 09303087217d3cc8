import { ApiError } from '../../api/errors.ts';
import { allItems } from '../../api/pages.ts';
import { NormInactiveError } from '../../triage/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';

/** Sessions whose organisation is known to have an active agent. */
const known = new WeakSet<Session>();

/**
 * Makes sure that there is somebody to ask, before a session is made and a prompt recorded (List Agents; today it has Norm
 * alone). A service that does not list its agents is asked all the same.
 *
 * @throws NormInactiveError when no agent is active
 */
export async function requireNorm(session: Session): Promise<void> {
  if (known.has(session)) return;
  try {
    const page = (cursor: string | undefined) => session.api.agents.list({ cursor });
    for await (const agent of allItems(page, { maxPages: 2 })) if (agent.is_active !== false) known.add(session);
  } catch (error) {
    // Whatever else is wrong, the prompt itself meets it, and waits in the outbox if it can.
    if (!(error instanceof ApiError)) return;
    known.add(session);
  }
  if (!known.has(session)) throw new NormInactiveError();
}
