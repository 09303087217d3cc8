import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import { ConflictError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';
import { allItems } from '../../api/pages.ts';
import { NotSupportedError } from '../sessions/errors.ts';
import type { ServiceSupport } from '../sessions/service-support.ts';
import type { IssueStore } from './store.ts';

/** The alerts bound to an issue: none for an account without alert bindings, which answers 409. */
export async function boundAlerts(api: BlandApi, issueId: string, signal?: AbortSignal): Promise<AlertBinding[]> {
  const alerts: AlertBinding[] = [];
  try {
    const page = (cursor: string | undefined) => api.alertBindings.list(issueId, { cursor, limit: 100, signal });
    for await (const alert of allItems(page, { maxPages: 10 })) alerts.push(alert);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  return alerts;
}

/** Asks the service for the alerts of an issue, unless it has shown whether it has any. @throws NotSupportedError, ServiceError */
export async function requireAlerts(
  { api, support }: { readonly api: BlandApi; readonly support: ServiceSupport },
  issueId: string,
): Promise<void> {
  if (support.has('alerts') && !support.isCertain('alerts')) await boundAlerts(api, issueId);
  if (!support.has('alerts')) throw new NotSupportedError('alerts');
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
