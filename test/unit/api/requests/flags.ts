import { callId, flag, flagType, issueId, list, ok } from '../samples.ts';
import { gone, page, triage, type Case } from './case.ts';

/** Flags and their types. */
export const flagCases: readonly Case[] = [
  {
    of: 'List Flags',
    call: (api) => api.flags.list(issueId, { limit: 100 }),
    path: `${triage}/flags`,
    query: 'limit=100',
    reply: { json: list([flag]) },
    result: page([flag]),
  },
  {
    of: 'Add Flag',
    when: 'everything set',
    call: (api) =>
      api.flags.add(issueId, {
        call_id: callId,
        type: 'Missed handoff',
        note: 'n',
        node_id: 'node-1',
        node_name: 'Verify',
        message_index: 0,
        message_text: ' verbatim \u2028 \u0000 ',
      }),
    path: `${triage}/flags`,
    body: {
      call_id: callId,
      type: 'Missed handoff',
      note: 'n',
      node_id: 'node-1',
      node_name: 'Verify',
      message_index: 0,
      message_text: ' verbatim \u2028 \u0000 ',
    },
    reply: { status: 201, json: ok(flag) },
    result: flag,
  },
  {
    of: 'Add Flag',
    when: 'the required fields alone',
    call: (api) => api.flags.add(issueId, { call_id: callId, type: 'dead_air', note: undefined }),
    path: `${triage}/flags`,
    body: { call_id: callId, type: 'dead_air' },
    reply: { status: 201, json: ok(flag) },
    result: flag,
  },
  {
    of: 'Remove Flag',
    call: (api) => api.flags.remove(issueId, flag.id),
    path: `${triage}/flags/${flag.id}`,
    reply: gone,
    result: undefined,
  },
  {
    of: 'List Flag Types',
    call: (api) => api.flagTypes.list({ limit: 50 }),
    path: '/v1/triage/flag-types',
    query: 'limit=50',
    reply: { json: list([flagType], 'missed_handoff') },
    result: page([flagType], 'missed_handoff'),
  },
];
