import * as z from 'zod/mini';
import type { AlertBinding } from '../../../api/bland/alert-bindings.ts';
import { ConflictError } from '../../../api/errors.ts';
import type { BlandApi } from '../../../api/index.ts';
import { addAlert } from '../../issues/alerts.ts';
import type { WriteKind } from '../kind.ts';
import { absentState, type ListReading, readAll } from '../list-reading.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, activeAlertId: id, alertConfigId: id });

export type BindAlertPayload = Readonly<z.output<typeof schema>>;

export interface BoundAlert {
  readonly binding: AlertBinding;
  /** The alert was bound to the issue before, by whomever. */
  readonly existed: boolean;
}

/** Bind Alert. The effect of a second binding differs between versions of the contract, so it is never made on purpose. */
export const bindAlert: WriteKind<BindAlertPayload, BoundAlert> = {
  name: 'alert.bind',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId, activeAlertId, alertConfigId }) => ({
    type: 'change',
    isCheckedFirst: true,
    async look(api, baseline, signal) {
      const list = await bound(api, issueId, signal);
      const isFirst = baseline === null;
      const binding = list.items.find(
        (one) => one.active_alert_id === activeAlertId && one.alert_config_id === alertConfigId,
      );
      if (binding === undefined) return absentState(list, isFirst ? list.unreadable : baseline);
      return { at: 'target', outcome: { made: null, result: { binding, existed: isFirst } } };
    },
    async send(api, _baseline, signal) {
      const body = { active_alert_id: activeAlertId, alert_config_id: alertConfigId };
      const binding = await api.alertBindings.bind(issueId, body, { signal });
      return { made: { id: binding.id, author: null }, result: { binding, existed: false } };
    },
  }),
  apply: (stores, { issueId }, { binding }) => addAlert(stores.issues, issueId, binding),
};

/** An account without alert bindings answers 409: then there are none. */
async function bound(api: BlandApi, issueId: string, signal: AbortSignal): Promise<ListReading<AlertBinding>> {
  try {
    return await readAll((page) => api.alertBindings.list(issueId, page), signal);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return { items: [], ids: [], unreadable: [], isComplete: true };
  }
}
