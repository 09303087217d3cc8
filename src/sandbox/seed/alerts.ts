import { seedId } from './id.ts';

/** Alerts that can be bound to issues. */
export const seedAlerts = [
  {
    active_alert_id: seedId('alert transfers'),
    alert_config_id: seedId('alert config transfers'),
    name: 'Transfers within the first minute',
    severity: 'warning',
  },
  {
    active_alert_id: seedId('alert tools'),
    alert_config_id: seedId('alert config tools'),
    name: 'Failing tools',
    severity: 'critical',
  },
] as const;
