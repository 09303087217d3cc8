import { affected, callId, issue, issueId, link, list, ok } from '../samples.ts';
import { gone, page, triage, type Case } from './case.ts';

/** Resources, and what the calls ran on. */
export const resourceCases: readonly Case[] = [
  {
    of: 'List Resources',
    call: (api) => api.resources.list(issueId, { limit: 7, cursor: 'a/b&c' }),
    path: `${triage}/resources`,
    query: 'limit=7&cursor=a%2Fb%26c',
    reply: { json: list([link]) },
    result: page([link]),
  },
  {
    of: 'Attach Resource',
    when: 're-attached (200',
    call: (api) => api.resources.attach(issueId, { resource_type: 'call', resource_id: callId }),
    path: `${triage}/resources`,
    body: { resource_type: 'call', resource_id: callId },
    reply: { status: 200, json: ok(link) },
    result: { link, existed: true },
  },
  {
    of: 'Remove Resource',
    call: (api) => api.resources.detach(issueId, link.id),
    path: `${triage}/resources/${link.id}`,
    reply: gone,
    result: undefined,
  },
  {
    of: 'Attach Call',
    call: (api) => api.calls.attach(issueId, callId),
    path: `${triage}/calls/${callId}`,
    reply: { json: ok(issue) },
    result: issue,
  },
  {
    of: 'Detach Call',
    call: (api) => api.calls.detach(issueId, callId),
    path: `${triage}/calls/${callId}`,
    reply: gone,
    result: undefined,
  },
  {
    of: 'Get Affected Context',
    call: (api) => api.affected.get(issueId),
    path: `${triage}/affected`,
    reply: { json: ok({ ...affected, skill_context: { skill_id: null } }) },
    result: affected,
  },
];
