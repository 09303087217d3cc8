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

const actor = { kind: 'user', id: '75c5c7da-a5d6-4e26-a51e-1ae8ef2bfa4a', label: 'Sam', avatar_url: null } as const;
const norm = { kind: 'agent', id: 'norm-1', label: 'Norm', avatar_url: null } as const;

/** An entry of the issue; what only entries of the agent have is null. */
export const comment = {
  entry_kind: 'issue',
  id: '0c1f4f9a-5d0a-4d53-9a39-3a3a0c7f8d11',
  issue_id: issueId,
  type: 'comment',
  actor,
  detail: 'Seen again today. ',
  metadata: null,
  created_at: '2026-05-07T06:00:00.000Z',
  from_status: null,
  to_status: null,
  resources: [link],
  referenced_issues: [],
  agent_session: null,
  artifact: null,
} as const;

/** An entry of the agent. */
export const artifactEntry = {
  entry_kind: 'agent',
  id: '4a0b8a53-5d52-49a6-8b40-1b2f5b0d9a55',
  issue_id: issueId,
  type: 'artifact',
  actor: norm,
  detail: '',
  metadata: { run_id: 'r-1' },
  created_at: '2026-05-07T06:01:00.000Z',
  from_status: null,
  to_status: null,
  resources: [],
  referenced_issues: [],
  agent_session: { id: 's-1', agent_profile_id: 'norm-1', agent_name: 'Norm', status: 'active' },
  artifact: {
    id: 'a-1',
    type: 'pathway_draft',
    title: 'Draft',
    renderer: 'markdown',
    status: 'ready',
    payload: { nodes: ['a'] },
    external_urls: [],
  },
} as const;

export const agent = {
  id: 'norm-1',
  provider_type: 'blandcode',
  display_name: 'Norm',
  description: null,
  is_active: true,
} as const;

export const agentSession = {
  id: '2f6c2d1e-7f0f-49a5-9b57-0b5c1f3f8a01',
  agent_profile_id: 'norm-1',
  agent_name: 'Norm',
  status: 'active',
} as const;

export const affected = {
  issue_id: issueId,
  calls: [
    {
      call_id: callId,
      title: 'Caller asked for billing.',
      started_at: '2026-04-30T14:11:12.000Z',
      pathway_id: 'p-1',
      pathway_name: 'Billing',
      pathway_version_id: 'pv-1',
      version_number: 3,
      version_label: null,
      persona_id: 'persona-1',
      persona_name: 'Mia',
    },
  ],
  pathways: [
    {
      pathway_id: 'p-1',
      pathway_name: 'Billing',
      pathway_version_id: 'pv-1',
      version_number: 3,
      version_label: null,
      call_count: 1,
      call_ids: [callId],
    },
  ],
  personas: [{ persona_id: 'persona-1', persona_name: 'Mia', call_count: 1, call_ids: [callId] }],
} as const;

export const alertBinding = {
  id: 'b0a64c07-2d7b-4e62-8f62-27a9d0a0a8a3',
  issue_id: issueId,
  org_id: 'f5b40b9e-bc05-4b8a-9af1-d8f6a8a3a201',
  active_alert_id: 'alert-1',
  alert_config_id: 'config-1',
  alert_name: 'Failing tools',
  current_severity: 'warning',
  status: 'active',
  binding_mode: 'manual',
  created_at: '2026-05-07T06:00:00.000Z',
  updated_at: '2026-05-07T06:00:00.000Z',
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
