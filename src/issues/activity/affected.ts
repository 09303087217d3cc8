import type { Affected } from '../../api/bland/affected.ts';
import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import { boundAlerts } from '../../triage/issues/alerts.ts';
import type { Session } from '../../triage/sessions/session.ts';

/** Fetches what an issue's calls ran on (Get Affected Context), and the alerts bound to it. @throws ServiceError */
export async function readAffected(
  { api }: Session,
  issueId: string,
): Promise<{ readonly affected: Affected; readonly alerts: readonly AlertBinding[] }> {
  const [affected, alerts] = await Promise.all([api.affected.get(issueId), boundAlerts(api, issueId)]);
  return { affected, alerts };
}
