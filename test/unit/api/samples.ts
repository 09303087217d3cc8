/** Objects as the contract shows them. Ids are those of its samples. */

export const issueId = '9bbe5547-d5b1-4b83-9f80-87c4af7c6b34';
export const callId = '3aefc79d-1870-4514-b32b-b9212ae32bc8';

export const issue = {
  id: issueId,
  triage_id: 'T-1001',
  org_id: 'f5b40b9e-bc05-4b8a-9af1-d8f6a8a3a201',
  number: 1001,
  title: 'Agent skipped the verification step',
  description: '',
  status: 'todo',
  severity: 'high',
  source: 'client',
  category: 'Routing',
  dispatch_id: null,
  dispatch_name: null,
  skill_id: null,
  skill_name: null,
  agent_id: null,
  agent_version_id: null,
  owner_id: null,
  assignee_id: '75c5c7da-a5d6-4e26-a51e-1ae8ef2bfa4a',
  author_id: '75c5c7da-a5d6-4e26-a51e-1ae8ef2bfa4a',
  external_link: null,
  created_at: '2026-05-07T05:20:00.000Z',
  updated_at: '2026-05-07T05:26:11.327Z',
  last_activity_at: '2026-05-07T05:26:11.327Z',
  resource_count: 1,
  flag_count: 2,
  relation_count: 3,
  linked_alert_count: 0,
  latest_agent_session: { id: 's-1', status: 'complete' },
  is_processing: false,
  has_unread_activity: true,
} as const;

export const link = {
  id: '1d8cec02-6b7c-43f9-9f1f-86d4f31b6d8a',
  issue_id: issueId,
  org_id: 'f5b40b9e-bc05-4b8a-9af1-d8f6a8a3a201',
  resource_type: 'call',
  resource_id: callId,
  title: 'Caller asked for billing.',
  status: 'available',
  metadata: { created_at: '2026-04-30T14:11:08.000Z' },
  attached_by_id: null,
  created_at: '2026-05-07T05:25:56.361Z',
} as const;

export const flag = {
  id: 'ad0931e4-b0e1-4bd6-a5b1-09e7c9123dba',
  org_id: 'f5b40b9e-bc05-4b8a-9af1-d8f6a8a3a201',
  issue_id: issueId,
  call_id: callId,
  type: 'missed_handoff',
  note: 'Agent transferred without confirming the email.',
  node_id: null,
  node_name: null,
  message_index: 12,
  message_text: 'OK, transferring you now.',
  author_id: '75c5c7da-a5d6-4e26-a51e-1ae8ef2bfa4a',
  created_at: '2026-05-07T05:26:11.327Z',
} as const;

export const flagType = {
  type: 'missed_handoff',
  description: 'Transferred too early.',
  usage_count: 4,
  last_used_at: '2026-05-07T05:26:11.327Z',
} as const;

export const relation = {
  id: '172c839b-130d-4712-a09c-b767a78542ea',
  org_id: 'f5b40b9e-bc05-4b8a-9af1-d8f6a8a3a201',
  issue_id: issueId,
  related_issue_id: '849ee9ce-be6b-4f9c-8e55-2736aeeb579f',
  related_triage_id: 'T-1004',
  related_title: 'Caller transferred to wrong queue',
  relation_type: 'duplicate_of',
  created_by_id: '75c5c7da-a5d6-4e26-a51e-1ae8ef2bfa4a',
  created_at: '2026-05-07T05:28:29.358Z',
  direction: 'outgoing',
} as const;

export const details = {
  call_id: callId,
  c_id: callId,
  status: 'completed',
  completed: true,
  queue_status: 'complete',
  answered_by: 'human',
  call_ended_by: 'ASSISTANT',
  inbound: true,
  to: '+14155550100',
  from: '+14155550111',
  created_at: '2026-04-30T14:11:08.120331+00:00',
  updated_at: null,
  started_at: '2026-04-30T14:11:12+00:00',
  end_at: '2026-04-30T14:12:31.000Z',
  call_length: 1.3,
  corrected_duration: '79',
  max_duration: 30,
  price: 0.117,
  pathway_id: '8b2bb517-94d3-4cf6-9c7b-8c8ab9f8c4a1',
  pathway_version: 12,
  summary: 'Caller wanted billing.',
  error_message: null,
  record: true,
  recording_url: null,
  metadata: {},
  variables: { intent: 'billing' },
  transcripts: [
    { id: 810001, user: 'assistant', text: 'How can I help?', created_at: '2026-04-30T14:11:13.204+00:00' },
    { id: 810004, user: 'user', text: 'I was charged twice. ', created_at: '2026-04-30T14:11:18.911+00:00', c_id: 'x' },
    { id: 810015, user: 'robot', text: 'Please hold.', created_at: '2026-04-30T14:11:33.000+00:00', status: null },
    { id: 810019, user: 'agent-action', text: 'Ended call', created_at: '2026-04-30T14:12:31.002+00:00' },
  ],
  concatenated_transcript: 'assistant: How can I help? \n user: I was charged twice.  \n ',
} as const;

/** The envelope of one object. */
export const ok = (data: unknown): { data: unknown; errors: null } => ({ data, errors: null });

/** The envelope of a list. */
export const list = (items: readonly unknown[], cursor: string | null = null): { data: unknown; errors: null } =>
  ok({ items, next_cursor: cursor });

/** The envelope of an error. */
export const refusal = (code: string, message: string): { data: null; errors: unknown[] } => ({
  data: null,
  errors: [{ error: code, message }],
});
