import * as z from 'zod/mini';
import { id, none, paged, relationType, resourceType, text } from './fields.ts';
import { nowhere, type Operation } from './operation.ts';

const one = '/v1/triage/issues/{issue}';
const missing = { status: 404, code: 'not_found' } as const;
const noIssue = {
  because: 'the issue does not exist',
  path: { issue: nowhere },
  ...missing,
  message: 'Issue not found',
} as const;
const notOnIssue = (because: string, placeholder: string, message: string) => ({
  because,
  path: { [placeholder]: nowhere },
  ...missing,
  message,
});

const flag = z.strictObject({
  call_id: id,
  type: id,
  note: z.optional(text(4000)),
  node_id: z.optional(id),
  node_name: z.optional(z.string()),
  message_index: z.optional(z.int().check(z.nonnegative())),
  message_text: z.optional(z.string()),
});

/** Resources, with Attach Call and what the calls ran on. */
export const resourceOperations = {
  'Attach Resource': {
    method: 'POST',
    path: `${one}/resources`,
    query: none,
    body: z.strictObject({ resource_type: resourceType, resource_id: id }),
    example: { body: { resource_type: 'call', resource_id: '{looseCall}' } },
    // A page says 200 for what is attached already, a later one 201.
    answers: [201, 200],
    shape: 'object',
    refusals: [
      noIssue,
      { because: 'the resource does not exist', body: { resource_type: 'call', resource_id: nowhere }, ...missing },
    ],
  },
  'List Resources': {
    method: 'GET',
    path: `${one}/resources`,
    query: paged,
    answers: [200],
    shape: 'list',
    refusals: [noIssue],
  },
  'Remove Resource': {
    method: 'DELETE',
    path: `${one}/resources/{link}`,
    query: none,
    answers: [204],
    shape: 'nothing',
    refusals: [
      notOnIssue('the link is not on the issue', 'link', 'Resource not found'),
      notOnIssue('the issue does not exist', 'issue', 'Resource not found'),
    ],
  },
  'Attach Call': {
    method: 'PUT',
    path: `${one}/calls/{looseCall}`,
    query: none,
    answers: [200, 201],
    shape: 'object',
    refusals: [noIssue, { because: 'the call does not exist', path: { looseCall: nowhere }, ...missing }],
  },
  'Detach Call': {
    method: 'DELETE',
    path: `${one}/calls/{call}`,
    query: none,
    answers: [204],
    shape: 'nothing',
    refusals: [
      notOnIssue('the call is not attached', 'call', 'Resource not found'),
      notOnIssue('the issue does not exist', 'issue', 'Resource not found'),
    ],
  },
  'Get Affected Context': {
    method: 'GET',
    path: `${one}/affected`,
    query: none,
    answers: [200],
    shape: 'object',
    refusals: [noIssue],
  },
} as const satisfies Record<string, Operation>;

/** Flags and their types. */
export const flagOperations = {
  'Add Flag': {
    method: 'POST',
    path: `${one}/flags`,
    query: none,
    body: flag,
    example: { body: { call_id: '{call}', type: 'missed_handoff', message_index: 0 } },
    answers: [201],
    shape: 'object',
    refusals: [
      {
        because: 'the call is not attached',
        body: { call_id: '{looseCall}', type: 'missed_handoff' },
        status: 409,
        code: 'call_not_attached',
        message: 'Call must be attached to issue first',
      },
    ],
  },
  'List Flags': {
    method: 'GET',
    path: `${one}/flags`,
    query: paged,
    answers: [200],
    shape: 'list',
    refusals: [noIssue],
  },
  'Remove Flag': {
    method: 'DELETE',
    path: `${one}/flags/{flag}`,
    query: none,
    answers: [204],
    shape: 'nothing',
    refusals: [notOnIssue('the flag is not on the issue', 'flag', 'Flag not found')],
  },
  'List Flag Types': {
    method: 'GET',
    path: '/v1/triage/flag-types',
    query: paged,
    answers: [200],
    shape: 'list',
    refusals: [],
  },
} as const satisfies Record<string, Operation>;

/** Relations between issues. */
export const relationOperations = {
  'Link Related Issue': {
    method: 'POST',
    path: `${one}/relations`,
    query: none,
    body: z.strictObject({ related_issue_id: id, relation_type: relationType }),
    example: { body: { related_issue_id: '{otherIssue}', relation_type: 'blocks' } },
    answers: [201, 200],
    shape: 'object',
    refusals: [
      noIssue,
      {
        because: 'the other issue does not exist',
        body: { related_issue_id: nowhere, relation_type: 'blocks' },
        ...missing,
      },
    ],
  },
  'List Relations': {
    method: 'GET',
    path: `${one}/relations`,
    query: paged,
    answers: [200],
    shape: 'list',
    refusals: [],
  },
  'Remove Relation': {
    method: 'DELETE',
    path: `${one}/relations/{relation}`,
    query: none,
    answers: [204],
    shape: 'nothing',
    refusals: [notOnIssue('the relation is not on the issue', 'relation', 'Relation not found')],
  },
} as const satisfies Record<string, Operation>;
