import type { Services } from '../editor/services.ts';
import { withViewProgress } from '../editor/progress.ts';
import { type Finding, readFinding } from '../triage/issues/queries.ts';
import type { Session } from '../triage/sessions/session.ts';

const restored = new WeakSet<Session>();

/** Where this workspace keeps how the issues of a connection are looked at. */
function keyOf({ connection }: Session): string {
  return `callTriage.finding.${connection.id}`;
}

/** How the issues of a session are looked at: as this workspace remembers it. */
export function findingOf({ context }: Services, session: Session): Finding {
  if (!restored.has(session)) {
    restored.add(session);
    session.issues.finding = readFinding(context.workspaceState.get(keyOf(session)));
  }
  return session.issues.finding;
}

/**
 * Looks at the issues in another way, and loads what that takes.
 *
 * @param remember whether later windows of this workspace look at them so too
 * @throws what the list could not be loaded with; then it is asked for so all the same, and can be tried again
 */
export async function applyFinding(
  services: Services,
  session: Session,
  change: Partial<Finding>,
  remember = true,
): Promise<Finding> {
  const { issues } = session;
  const finding = { ...findingOf(services, session), ...change };
  issues.finding = finding;
  if (remember) await services.context.workspaceState.update(keyOf(session), finding);
  if (!issues.list.loaded) await withViewProgress(() => issues.list.load());
  // An error is a row of the view too; somebody who has gone on to look for something else does not want it.
  if (issues.list.error !== undefined && issues.finding === finding) throw issues.list.error;
  return finding;
}
