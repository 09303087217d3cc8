import type { Affected } from '../api/bland/affected.ts';
import type { AlertBinding } from '../api/bland/alert-bindings.ts';
import { ConflictError, NotFoundError } from '../api/errors.ts';
import { allItems } from '../api/pages.ts';
import type { Session } from '../triage/session.ts';

/** What an issue's calls ran on (Get Affected Context), and the alerts bound to it. @throws ServiceError */
export async function readAffected(
  { api }: Session,
  issueId: string,
): Promise<{ readonly affected: Affected; readonly alerts: readonly AlertBinding[] }> {
  const [affected, alerts] = await Promise.all([api.affected.get(issueId), readAlerts(api, issueId)]);
  return { affected, alerts };
}

/** An account without alert bindings answers 409, an older service 404: then there are none. */
async function readAlerts(api: Session['api'], issueId: string): Promise<readonly AlertBinding[]> {
  const alerts: AlertBinding[] = [];
  try {
    const page = (cursor: string | undefined) => api.alertBindings.list(issueId, { cursor, limit: 100 });
    for await (const alert of allItems(page, { maxPages: 10 })) alerts.push(alert);
  } catch (error) {
    if (!(error instanceof ConflictError) && !(error instanceof NotFoundError)) throw error;
  }
  return alerts;
}
