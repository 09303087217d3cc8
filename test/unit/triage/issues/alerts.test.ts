import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedAlerts } from '../../../../src/sandbox/seed/alerts.ts';
import { boundAlerts } from '../../../../src/triage/issues/alerts.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { flagsOfType, loadFlagsOfAll } from '../../../../src/triage/flags/flags-of-type.ts';
import { bindAlert } from '../../../../src/triage/outbox/kinds/bind-alert.ts';
import { unbindAlert } from '../../../../src/triage/outbox/kinds/unbind-alert.ts';
import { startSandboxSession, type SandboxSession } from '../../../support/sandbox-session.ts';

let one: SandboxSession;
beforeEach(async () => {
  one = await startSandboxSession(systemClock);
  await one.session.issues.list.load();
});
afterEach(() => one.close());

const idOf = (code: string): string => one.session.issues.loaded.find(({ triage_id }) => triage_id === code)?.id ?? '';
const requests = async (): Promise<readonly string[]> =>
  (await one.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests')).body.requests.map(({ path }) => path);

describe('alerts of an issue', () => {
  const [{ active_alert_id: activeAlertId, alert_config_id: alertConfigId }] = seedAlerts;

  it('are bound and taken off, and counted', async () => {
    const { issues, outbox } = one.session;
    const issueId = idOf('T-1008');
    const options = { budgetMs: 5000, keepRefused: false };
    const wanted = { issueId, activeAlertId, alertConfigId };
    const made = await outbox.deliver(bindAlert, wanted, options);
    expect(made).toMatchObject({ existed: false, binding: { alert_config_id: alertConfigId } });
    expect(await outbox.deliver(bindAlert, wanted, options)).toMatchObject({ existed: true });
    expect(issues.get(issueId)?.linked_alert_count).toBe(1);
    const [binding] = issues.contents(issueId).alerts.items;
    await outbox.deliver(unbindAlert, { issueId, bindingId: binding?.id ?? '' }, options);
    expect(issues.get(issueId)?.linked_alert_count).toBe(0);
    expect(issues.contents(issueId).alerts.items).toEqual([]);
  });

  it('are asked for only where the issue counts some', async () => {
    const issueId = idOf('T-1008');
    await one.session.issues.loadContents(issueId);
    expect((await requests()).filter((path) => path.endsWith('/alert-bindings'))).toEqual([]);
  });

  it.each([404, 409])('are none for an account that answers %i', async (status) => {
    const match = { method: 'GET', path: '^/v1/triage/issues/[^/]+/alert-bindings$' };
    await one.ask('POST', '/sandbox/faults', { match, fault: { kind: 'status', status } });
    expect(await boundAlerts(one.session.api, idOf('T-1008'))).toEqual([]);
  });
});

describe('flags of a type', () => {
  it('are those of the loaded issues; each issue is asked for once, and one that fails hides no other', async () => {
    const { api, issues } = one.session;
    const { items: types } = await api.flagTypes.list();
    const stored = types.reduce((sum, type) => sum + type.usage_count, 0);
    const all = () => types.reduce((sum, { type }) => sum + flagsOfType(issues, type).length, 0);
    const signal = new AbortController().signal;
    const match = { method: 'GET', path: '^/v1/triage/issues/[^/]+/flags$' };
    await one.ask('POST', '/sandbox/faults', { match, times: 1, fault: { kind: 'status', status: 500 } });
    let told = 0;
    expect(await loadFlagsOfAll(issues, signal, () => (told += 1))).toBeInstanceOf(Error);
    expect(all()).toBeGreaterThan(0);
    expect(all()).toBeLessThan(stored);
    expect(told).toBe(issues.loaded.filter(({ flag_count }) => flag_count > 0).length);
    expect(await loadFlagsOfAll(issues, signal, () => undefined)).toBeUndefined();
    expect(all()).toBe(stored);
    const asked = (await requests()).length;
    await loadFlagsOfAll(issues, signal, () => undefined);
    expect((await requests()).length).toBe(asked);
  });
});
