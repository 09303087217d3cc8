import { alertBinding, issueId, list, ok } from '../samples.ts';
import { gone, page, triage, type Case } from './case.ts';

/** Alerts that issues are bound to. */
export const alertBindingCases: readonly Case[] = [
  {
    of: 'List Alert Bindings',
    call: (api) => api.alertBindings.list(issueId, { limit: 100 }),
    path: `${triage}/alert-bindings`,
    query: 'limit=100',
    reply: { json: list([alertBinding]) },
    result: page([alertBinding]),
  },
  {
    of: 'Bind Alert',
    call: (api) => api.alertBindings.bind(issueId, { active_alert_id: 'alert-1', alert_config_id: 'config-1' }),
    path: `${triage}/alert-bindings`,
    body: { active_alert_id: 'alert-1', alert_config_id: 'config-1' },
    reply: { status: 201, json: ok(alertBinding) },
    result: alertBinding,
  },
  {
    of: 'Unbind Alert',
    call: (api) => api.alertBindings.unbind(issueId, alertBinding.id),
    path: `${triage}/alert-bindings/${alertBinding.id}`,
    reply: gone,
    result: undefined,
  },
];
