import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import { ConflictError, NotFoundError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { allItems } from '../../api/pages.ts';
import type { IssueStore } from './store.ts';

/** The alerts bound to an issue. An account without alert bindings answers 409, an older service 404: then there are none. */
export async function boundAlerts(api: BlandApi, issueId: string, signal?: AbortSignal): Promise<AlertBinding[]> {
  const alerts: AlertBinding[] = [];
  try {
    const page = (cursor: string | undefined) => api.alertBindings.list(issueId, { cursor, limit: 100, signal });
    for await (const alert of allItems(page, { maxPages: 10 })) alerts.push(alert);
  } catch (error) {
    if (!(error instanceof ConflictError) && !(error instanceof NotFoundError)) throw error;
  }
  return alerts;
}

/** Adds an alert that was bound to a loaded issue. */
export function addAlert(issues: IssueStore, issueId: string, binding: AlertBinding): void {
  const { alerts } = issues.contents(issueId);
  const isNew = !alerts.items.some(({ id }) => id === binding.id);
  alerts.put(binding);
  if (isNew) issues.count(issueId, { linked_alert_count: 1 });
}

/** Removes an alert that was unbound from a loaded issue. */
export function removeAlert(issues: IssueStore, issueId: string, bindingId: string): void {
  issues.contents(issueId).alerts.remove(bindingId);
  issues.count(issueId, { linked_alert_count: -1 });
}
