import type { IssueChange, NewIssue } from '../../../../src/api/bland/issues.ts';
import { callId, issue, issueId, list, ok } from '../samples.ts';
import { gone, page, triage, type Case } from './case.ts';

const wholeIssue = {
  title: 't'.repeat(200),
  severity: 'critical',
  category: 'c'.repeat(64),
  description: 'd'.repeat(10_000),
  status: 'in_review',
  source: 'client',
  agent_id: 'a',
  agent_version_id: 'b',
  dispatch_id: 'c',
  skill_id: 'd',
  owner_id: 'e',
  assignee_id: 'f',
  resource_links: [{ resource_type: 'call', resource_id: callId }],
} satisfies NewIssue;

const wholeChange = {
  title: 'A',
  description: '',
  status: 'closed',
  severity: 'low',
  category: 'Bug',
  owner_id: 'e',
  assignee_id: null,
} satisfies IssueChange;

/** Issues. */
export const issueCases: readonly Case[] = [
  {
    of: 'List Issues',
    when: 'without a filter',
    call: (api) => api.issues.list(),
    path: '/v1/triage/issues',
    reply: { json: list([issue], 'c2') },
    result: page([issue], 'c2'),
  },
  {
    of: 'Get Issue',
    call: (api) => api.issues.get(issueId),
    path: triage,
    reply: { json: ok(issue) },
    result: issue,
  },
  {
    of: 'Create Issue',
    when: 'everything set',
    call: (api) => api.issues.create(wholeIssue),
    path: '/v1/triage/issues',
    body: wholeIssue,
    reply: { status: 201, json: ok(issue) },
    result: issue,
  },
  {
    of: 'Create Issue',
    when: 'the required fields alone',
    call: (api) => api.issues.create({ title: 'A', severity: 'low', category: 'My own', description: undefined }),
    path: '/v1/triage/issues',
    body: { title: 'A', severity: 'low', category: 'My own' },
    reply: { status: 201, json: ok(issue) },
    result: issue,
  },
  {
    of: 'Update Issue',
    when: 'everything set, null clearing a person',
    call: (api) => api.issues.update(issueId, wholeChange),
    path: triage,
    body: wholeChange,
    reply: { json: ok(issue) },
    result: issue,
  },
  {
    of: 'Update Issue',
    when: 'nothing set (an allowed no-op',
    call: (api) => api.issues.update(issueId, {}),
    path: triage,
    body: {},
    reply: { json: ok(issue) },
    result: issue,
  },
  {
    of: 'Delete Issue',
    call: (api) => api.issues.remove(issueId),
    path: triage,
    reply: gone,
    result: undefined,
  },
  {
    of: 'Mark Viewed',
    call: (api) => api.issues.view(issueId),
    path: `${triage}/view`,
    reply: { json: ok({ issue_id: issueId, last_viewed_at: '2026-05-07T05:26:11.327Z' }) },
    result: undefined,
  },
];
