import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { data, notFound } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { paging, readQuery } from '../http/query.ts';
import { seedAlerts } from '../seed/alerts.ts';
import { requireIssue } from '../state/issues.ts';
import { now } from '../time.ts';
import { pageOf } from '../state/pages.ts';
import type { AlertBinding, State } from '../state/schema.ts';

const nonEmpty = z.string().check(z.minLength(1));
const body = z.strictObject({ active_alert_id: nonEmpty, alert_config_id: nonEmpty });

/** List, Bind and Unbind, under /v1/triage/issues/{id}/alert-bindings. */
export const alertBindings: Routes = (app, { store }) => {
  app.get('/v1/triage/issues/:id/alert-bindings', async (c) => {
    const asked = readQuery(c, paging);
    const state = await store.read();
    const { id } = requireIssue(state, c.req.param('id'));
    const mine = state.alert_bindings.filter((binding) => binding.issue_id === id);
    const page = pageOf(mine, asked, 'alert-bindings', (binding) => [binding.created_at, binding.id], -1);
    return data(c, { ...page, items: page.items.map((binding) => bindingView(state, binding)) });
  });

  // Binding again answers 200 with the existing binding.
  app.post('/v1/triage/issues/:id/alert-bindings', async (c) => {
    const wanted = await readBody(c, body);
    const { view, added } = await store.change((before) => {
      const { id } = requireIssue(before, c.req.param('id'));
      const isRequested = (alert: typeof body._zod.output): boolean =>
        alert.active_alert_id === wanted.active_alert_id && alert.alert_config_id === wanted.alert_config_id;
      if (!seedAlerts.some(isRequested)) throw notFound('Alert');
      const existing = before.alert_bindings.find((one) => one.issue_id === id && isRequested(one));
      if (existing !== undefined)
        return { state: before, result: { view: bindingView(before, existing), added: false } };
      const binding: AlertBinding = { id: randomUUID(), issue_id: id, ...wanted, created_at: now() };
      const state = { ...before, alert_bindings: [...before.alert_bindings, binding] };
      return { state, result: { view: bindingView(state, binding), added: true } };
    });
    return data(c, view, added ? 201 : 200);
  });

  app.delete('/v1/triage/issues/:id/alert-bindings/:bindingId', async (c) => {
    const { id, bindingId } = c.req.param();
    await store.change((state) => {
      const binding = state.alert_bindings.find((one) => one.id === bindingId && one.issue_id === id);
      if (binding === undefined) throw notFound('Alert binding');
      return {
        state: { ...state, alert_bindings: state.alert_bindings.filter((one) => one !== binding) },
        result: undefined,
      };
    });
    return c.body(null, 204);
  });
};

function bindingView(state: State, binding: AlertBinding) {
  const alert = seedAlerts.find((one) => one.active_alert_id === binding.active_alert_id);
  return {
    ...binding,
    org_id: state.org_id,
    alert_name: alert?.name ?? '',
    current_severity: alert?.severity ?? null,
    status: 'active',
    binding_mode: 'manual',
    updated_at: binding.created_at,
  };
}
