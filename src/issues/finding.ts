import type { Services } from '../editor/services.ts';
import { withViewProgress } from '../editor/progress.ts';
import { type Finding, readFinding } from '../triage/issues/queries.ts';
import type { Session } from '../triage/sessions/session.ts';

/** Sessions whose filters, sorting and grouping were read from the workspace. */
class RestoredFindings {
  readonly sessions = new WeakSet<Session>();
}

/** The key in the workspace's state. */
function keyOf({ connection }: Session): string {
  return `callTriage.finding.${connection.id}`;
}

/** Returns filters, sorting and grouping of a session's issues, as stored for this workspace. */
export function findingOf(services: Services, session: Session): Finding {
  const restored = services.once(RestoredFindings).sessions;
  if (!restored.has(session)) {
    restored.add(session);
    session.issues.finding = readFinding(services.context.workspaceState.get(keyOf(session)));
  }
  return session.issues.finding;
}

/**
 * Changes filters, sorting or grouping, and loads the issues. Resolves to those that hold then.
 *
 * @param remember stores it for this workspace
 * @throws the error of loading; the change stays, and loading can be retried
 */
export async function applyFinding(
  services: Services,
  session: Session,
  change: Partial<Finding>,
  remember = true,
): Promise<Finding> {
  const { issues } = session;
  issues.finding = { ...findingOf(services, session), ...change };
  const { finding } = issues;
  if (remember) await services.context.workspaceState.update(keyOf(session), finding);
  if (!issues.list.loaded) await withViewProgress(() => issues.list.load());
  // Filters that the service turned out not to know are gone.
  if (remember && issues.finding !== finding)
    await services.context.workspaceState.update(keyOf(session), issues.finding);
  // The view shows the error as a row, too; a later change makes it obsolete.
  if (issues.list.error !== undefined && issues.finding === finding) throw issues.list.error;
  return issues.finding;
}
