import * as z from 'zod/mini';
import { id, none, paging, parameters, resourceType, severity, source, status, text } from './fields.ts';
import { nowhere, type Operation } from './operation.ts';

const one = '/v1/triage/issues/{issue}';
const noIssue = {
  because: 'the issue does not exist',
  path: { issue: nowhere },
  status: 404,
  code: 'not_found',
  message: 'Issue not found',
} as const;
const several = z.union([id, z.array(id)]);
const body = { title: 'Agent skipped the verification step', severity: 'high', category: 'Routing' } as const;
const bad = { status: 400, code: 'bad_request' } as const;

const listed = parameters({
  ...paging,
  sort: z.enum(['last_activity_at', 'created_at', 'severity', 'status']),
  order: z.enum(['desc', 'asc']),
  search: id,
  status: several,
  severity: several,
  category: several,
  resource_type: resourceType,
  owner_id: id,
  assignee_id: id,
  agent_id: id,
  agent_version_id: id,
  dispatch_id: id,
  skill_id: id,
  has_alert: z.enum(['true', 'false']),
  date_field: z.enum(['last_activity_at', 'created_at']),
  date_range: z.enum(['24h', '7d', '30d', '90d']),
});

const created = z.strictObject({
  title: text(200),
  severity,
  category: text(64),
  description: z.optional(z.string().check(z.maxLength(10_000))),
  status: z.optional(status),
  source: z.optional(source),
  agent_id: z.optional(id),
  agent_version_id: z.optional(id),
  dispatch_id: z.optional(id),
  skill_id: z.optional(id),
  owner_id: z.optional(id),
  assignee_id: z.optional(id),
  resource_links: z.optional(z.array(z.strictObject({ resource_type: resourceType, resource_id: id }))),
});

const changed = z.strictObject({
  title: z.optional(text(200)),
  description: z.optional(z.string().check(z.maxLength(10_000))),
  status: z.optional(status),
  severity: z.optional(severity),
  category: z.optional(text(64)),
  owner_id: z.optional(z.nullable(id)),
  assignee_id: z.optional(z.nullable(id)),
});

/** A parameter of List Issues outside its values. */
const wrong = (query: string) => ({ because: query, query, ...bad });

/** Issues: Create, List, Get, Update, Delete, Mark Viewed. */
export const issueOperations = {
  'Create Issue': {
    method: 'POST',
    path: '/v1/triage/issues',
    query: none,
    body: created,
    example: { body: { ...body, resource_links: [{ resource_type: 'call', resource_id: '{call}' }] } },
    answers: [201],
    shape: 'object',
    refusals: [
      { because: 'the title is missing', body: { severity: 'high', category: 'Routing' }, ...bad },
      { because: 'the title is too long', body: { ...body, title: 't'.repeat(201) }, ...bad },
      { because: 'a key is unknown', body: { ...body, colour: 'red' }, ...bad },
      {
        because: 'a resource is not there',
        body: { ...body, resource_links: [{ resource_type: 'call', resource_id: nowhere }] },
        status: 404,
        code: 'not_found',
      },
    ],
  },
  'List Issues': {
    method: 'GET',
    path: '/v1/triage/issues',
    query: listed,
    example: { query: '?status=todo&status=in_progress&limit=100' },
    answers: [200],
    shape: 'list',
    refusals: [
      wrong('?sort=title'),
      wrong('?order=up'),
      wrong('?date_field=updated_at'),
      wrong('?date_range=1y'),
      wrong('?resource_type=video'),
      wrong('?limit=0'),
      wrong('?limit=101'),
      wrong('?colour=red'),
    ],
  },
  'Get Issue': { method: 'GET', path: one, query: none, answers: [200], shape: 'object', refusals: [noIssue] },
  'Update Issue': {
    method: 'PATCH',
    path: one,
    query: none,
    body: changed,
    example: { body: { status: 'in_review', assignee_id: null } },
    answers: [200],
    shape: 'object',
    refusals: [
      noIssue,
      { because: 'a status is unknown', body: { status: 'open' }, ...bad },
      { because: 'the title is empty', body: { title: '' }, ...bad },
    ],
  },
  'Delete Issue': { method: 'DELETE', path: one, query: none, answers: [204], shape: 'nothing', refusals: [noIssue] },
  'Mark Viewed': {
    method: 'PUT',
    path: `${one}/view`,
    query: none,
    answers: [200],
    shape: 'object',
    refusals: [noIssue],
  },
} as const satisfies Record<string, Operation>;
