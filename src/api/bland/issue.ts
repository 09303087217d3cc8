import * as z from 'zod/mini';
import * as read from './lenient.ts';

/** Documented values. The service may send others, which are shown as they are. */
export const issueStatuses = ['backlog', 'todo', 'in_progress', 'in_review', 'done', 'closed'] as const;
export const issueSeverities = ['critical', 'high', 'medium', 'low'] as const;
export const issueSources = ['manual', 'automated', 'client'] as const;
/** Categories every organisation has; others are free text. */
export const defaultCategories = [
  'Transcription',
  'Speech',
  'Dialogue',
  'Routing',
  'Tools',
  'Latency',
  'Telephony',
  'Bug',
] as const;

/**
 * An issue as read. What names and ranks it is required; `dispatch_*`, `skill_*`, `agent_*` and `linked_alert_count` come
 * and go between versions of the service. Timestamps are ISO 8601 in UTC.
 */
export const issueSchema = z.object({
  /** UUID; the only id that paths accept. */
  id: read.required,
  /** `T-1042`: for people, never for paths. */
  triage_id: read.required,
  org_id: read.text,
  number: read.number,
  title: z.string(),
  description: read.textOrEmpty,
  status: read.required,
  severity: read.required,
  source: read.textOrEmpty,
  category: read.textOrEmpty,
  dispatch_id: read.text,
  dispatch_name: read.text,
  skill_id: read.text,
  skill_name: read.text,
  agent_id: read.text,
  agent_version_id: read.text,
  owner_id: read.text,
  assignee_id: read.text,
  author_id: read.text,
  external_link: read.object,
  created_at: read.time,
  updated_at: read.time,
  last_activity_at: read.time,
  resource_count: read.count,
  flag_count: read.count,
  relation_count: read.count,
  linked_alert_count: read.count,
  /** The latest run of the agent, of which only these two are documented. */
  latest_agent_session: read.orNull(z.object({ id: read.text, status: read.text })),
  is_processing: read.booleanOrFalse,
  has_unread_activity: read.booleanOrFalse,
});

export type Issue = z.output<typeof issueSchema>;
