import * as z from 'zod/mini';
import type { AlertBinding } from '../../../api/bland/alert-bindings.ts';
import type { BlandApi } from '../../../api/index.ts';
import { addAlert, boundAlerts } from '../../alerts.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, activeAlertId: id, alertConfigId: id });

export type BindAlertPayload = Readonly<z.output<typeof schema>>;

export interface BoundAlert {
  readonly binding: AlertBinding;
  /** The alert was bound to the issue before, by whomever. */
  readonly existed: boolean;
}

/** Bind Alert. What a second one does differs between versions of the contract, so it is never made on purpose. */
export const bindAlert: WriteKind<BindAlertPayload, BoundAlert> = {
  name: 'alert.bind',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, payload, signal) {
    const existing = await stored(api, payload, signal);
    if (existing !== undefined) return { binding: existing, existed: true };
    const { issueId, activeAlertId, alertConfigId } = payload;
    const body = { active_alert_id: activeAlertId, alert_config_id: alertConfigId };
    return { binding: await api.alertBindings.bind(issueId, body, { signal }), existed: false };
  },
  async find(api, payload, _since, _isTaken, signal) {
    const binding = await stored(api, payload, signal);
    return binding === undefined ? undefined : { binding, existed: false };
  },
  resultId: () => null,
  apply: (stores, { issueId }, { binding }) => addAlert(stores.issues, issueId, binding),
};

async function stored(
  api: BlandApi,
  { issueId, activeAlertId, alertConfigId }: BindAlertPayload,
  signal: AbortSignal,
): Promise<AlertBinding | undefined> {
  return (await boundAlerts(api, issueId, signal)).find(
    (one) => one.active_alert_id === activeAlertId && one.alert_config_id === alertConfigId,
  );
}
