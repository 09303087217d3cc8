import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import * as read from './lenient.ts';
import { pagingQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

const alertBindingSchema = z.object({
  id: read.required,
  issue_id: read.text,
  org_id: read.text,
  active_alert_id: read.text,
  alert_config_id: read.text,
  alert_name: read.textOrEmpty,
  /** `critical`, `warning`, `info`; others are kept. */
  current_severity: read.text,
  /** `active` or `resolved`; others are kept. */
  status: read.textOrEmpty,
  /** `manual` or `auto`. */
  binding_mode: read.textOrEmpty,
  created_at: read.time,
  updated_at: read.time,
});

export type AlertBinding = z.output<typeof alertBindingSchema>;

const newBindingSchema = z.strictObject({
  active_alert_id: z.string().check(z.minLength(1)),
  alert_config_id: z.string().check(z.minLength(1)),
});

/** Bind Alert, body. Where the ids come from is not documented. */
type NewAlertBinding = Readonly<z.output<typeof newBindingSchema>>;

export interface AlertBindingsApi {
  /** GET /v1/triage/issues/{id}/alert-bindings, newest first. @throws NotFoundError */
  list(issueId: string, options?: PageOptions): Promise<Page<AlertBinding>>;
  /**
   * POST /v1/triage/issues/{id}/alert-bindings. One version of the contract answers a second binding with the first.
   * @throws NotFoundError when the issue or the alert is missing; ConflictError when bindings are not configured
   */
  bind(issueId: string, binding: NewAlertBinding, options?: RequestOptions): Promise<AlertBinding>;
  /** DELETE /v1/triage/issues/{id}/alert-bindings/{bindingId}. @throws NotFoundError */
  unbind(issueId: string, bindingId: string, options?: RequestOptions): Promise<void>;
}

export function alertBindingsApi(client: Client): AlertBindingsApi {
  const pathOf = (issueId: string): string => `/v1/triage/issues/${segment(issueId, 'issueId')}/alert-bindings`;
  return {
    async list(issueId, options = {}) {
      const query = pagingQuery(options);
      const answer = await client.request({ method: 'GET', path: pathOf(issueId), query, signal: options.signal });
      return readList(answer, alertBindingSchema);
    },
    async bind(issueId, binding, { signal } = {}) {
      const body = checked(newBindingSchema, binding);
      return readData(
        await client.request({ method: 'POST', path: pathOf(issueId), body, signal }),
        alertBindingSchema,
      );
    },
    async unbind(issueId, bindingId, { signal } = {}) {
      const path = `${pathOf(issueId)}/${segment(bindingId, 'bindingId')}`;
      await client.request({ method: 'DELETE', path, signal });
    },
  };
}
