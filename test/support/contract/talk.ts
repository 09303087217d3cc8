import * as z from 'zod/mini';
import { id, none, paged, text } from './fields.ts';
import { nowhere, type Operation } from './operation.ts';

const one = '/v1/triage/issues/{issue}';
const missing = { status: 404, code: 'not_found' } as const;
const noIssue = { because: 'the issue does not exist', path: { issue: nowhere }, ...missing } as const;
const bad = { status: 400, code: 'bad_request' } as const;

/** What is said on an issue, the catalogue of categories, and the service's agent. */
export const talkOperations = {
  'List Activity': {
    method: 'GET',
    path: `${one}/activity`,
    query: paged,
    answers: [200],
    shape: 'list',
    refusals: [noIssue],
  },
  'Add Comment': {
    method: 'POST',
    path: `${one}/comments`,
    query: none,
    body: z.strictObject({ detail: text(4000), resource_link_ids: z.optional(z.array(id)) }),
    example: { body: { detail: 'Seen again.', resource_link_ids: ['{link}'] } },
    answers: [201],
    shape: 'object',
    refusals: [
      noIssue,
      { because: 'the text is empty', body: { detail: '' }, ...bad },
      { because: 'the text is too long', body: { detail: 'x'.repeat(4001) }, ...bad },
    ],
  },
  'List Categories': {
    method: 'GET',
    path: '/v1/triage/categories',
    query: paged,
    answers: [200],
    shape: 'list',
    refusals: [],
  },
  'Create Category': {
    method: 'POST',
    path: '/v1/triage/categories',
    query: none,
    body: z.strictObject({ name: text(64) }),
    example: { body: { name: 'Hand-off' } },
    answers: [201, 200],
    shape: 'object',
    refusals: [],
  },
  'List Agents': {
    method: 'GET',
    path: '/v1/triage/agents',
    query: paged,
    answers: [200],
    shape: 'list',
    refusals: [],
  },
  'Create Session': {
    method: 'POST',
    path: `${one}/agent-sessions`,
    query: none,
    answers: [201],
    shape: 'object',
    refusals: [noIssue],
  },
  'Prompt Norm': {
    method: 'POST',
    path: `${one}/agent-sessions/{session}/prompts`,
    query: none,
    body: z.strictObject({ detail: text(4000) }),
    example: { body: { detail: '/status' } },
    answers: [202],
    shape: 'object',
    refusals: [
      noIssue,
      { because: 'the session does not exist', path: { session: nowhere }, ...missing },
      { because: 'the session is on another issue', path: { issue: '{otherIssue}' }, ...missing },
    ],
  },
} as const satisfies Record<string, Operation>;

/** Alerts that issues are bound to. */
export const alertOperations = {
  'List Alert Bindings': {
    method: 'GET',
    path: `${one}/alert-bindings`,
    query: paged,
    answers: [200],
    shape: 'list',
    refusals: [],
  },
  'Bind Alert': {
    method: 'POST',
    path: `${one}/alert-bindings`,
    query: none,
    body: z.strictObject({ active_alert_id: id, alert_config_id: id }),
    example: { body: { active_alert_id: '{alert}', alert_config_id: '{alertConfig}' } },
    answers: [201, 200],
    shape: 'object',
    refusals: [
      noIssue,
      {
        because: 'the alert does not exist',
        body: { active_alert_id: nowhere, alert_config_id: '{alertConfig}' },
        ...missing,
      },
      { because: 'the account has no alert bindings', status: 409, ofAccount: true },
    ],
  },
  'Unbind Alert': {
    method: 'DELETE',
    path: `${one}/alert-bindings/{binding}`,
    query: none,
    answers: [204],
    shape: 'nothing',
    refusals: [{ because: 'the binding is not on the issue', path: { binding: nowhere }, ...missing }],
  },
} as const satisfies Record<string, Operation>;
