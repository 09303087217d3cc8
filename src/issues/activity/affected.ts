import type { Affected } from '../../api/bland/affected.ts';
import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import { type AffectedAgent, affectedAgents } from '../../triage/agents/affected-agents.ts';
import { boundAlerts } from '../../triage/issues/alerts.ts';
import type { Session } from '../../triage/sessions/session.ts';

export interface AffectedFacts {
  readonly affected: Affected;
  readonly agents: readonly AffectedAgent[];
  /** Null for a service that has none. */
  readonly alerts: readonly AlertBinding[] | null;
}

/** Fetches what an issue's calls ran on (Get Affected Context), their agents, and the alerts bound to it. @throws ServiceError */
export async function readAffected(session: Session, issueId: string): Promise<AffectedFacts> {
  const { api, support, issues } = session;
  const [affected, alerts] = await Promise.all([api.affected.get(issueId), boundAlerts(api, issueId)]);
  const agents = await affectedAgents(session, affected, issues.get(issueId)).catch(() => []);
  return { affected, agents, alerts: support.has('alerts') ? alerts : null };
}
