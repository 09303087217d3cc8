/** The sandbox's data. Rows of the database are read by these schemas, the only definition of their shapes. */
import * as z from 'zod/mini';
import { faultSchema } from '../http/fault-schema.ts';
import { agent, agentVersion } from './agent-schema.ts';
import { scenario, scenarioRun } from './scenario-schema.ts';

/** A JSON object, stored verbatim. */
export type JsonObject = Readonly<Record<string, unknown>>;
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'must be an object');

export const statuses = ['backlog', 'todo', 'in_progress', 'in_review', 'done', 'closed'] as const;
/** In the order of `sort=severity&order=asc`. */
export const severities = ['low', 'medium', 'high', 'critical'] as const;
export const sources = ['manual', 'automated', 'client'] as const;
export const resourceTypes = ['call', 'sms_conversation', 'file'] as const;
export const relationTypes = ['related_to', 'blocks', 'duplicate_of'] as const;
export const builtInCategories = [
  'Bug',
  'Dialogue',
  'Latency',
  'Routing',
  'Speech',
  'Telephony',
  'Tools',
  'Transcription',
] as const;

const text = z.string();
const maybeText = z.nullable(text);
/** ISO 8601, UTC, milliseconds: sorts by time as text. */
const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

const issue = z.object({
  id: text,
  number: z.int(),
  title: text,
  description: text,
  status: z.enum(statuses),
  severity: z.enum(severities),
  source: z.enum(sources),
  category: text,
  dispatch_id: maybeText,
  skill_id: maybeText,
  agent_id: maybeText,
  agent_version_id: maybeText,
  owner_id: maybeText,
  assignee_id: maybeText,
  author_id: text,
  created_at: time,
  updated_at: time,
  last_activity_at: time,
  /** Time of the last view, by user. */
  viewed: z.record(text, time),
});

const link = z.object({
  id: text,
  issue_id: text,
  resource_type: z.enum(resourceTypes),
  resource_id: text,
  /** Title at the time of attaching, shown while the original is unavailable. */
  title: text,
  metadata: z.nullable(jsonObject),
  attached_by_id: maybeText,
  created_at: time,
});

const flag = z.object({
  id: text,
  issue_id: text,
  call_id: text,
  type: text,
  note: text,
  node_id: maybeText,
  node_name: maybeText,
  message_index: z.nullable(z.int()),
  message_text: maybeText,
  author_id: text,
  created_at: time,
});

const relation = z.object({
  id: text,
  /** The issue that blocks, duplicates or relates to the other one. */
  issue_id: text,
  related_issue_id: text,
  relation_type: z.enum(relationTypes),
  created_by_id: maybeText,
  created_at: time,
});

const category = z.object({ id: text, name: text, created_at: time });

/** A call without its large parts. */
export const callSummary = z.object({
  call_id: text,
  title: text,
  /** The call as List Calls answers it. */
  item: jsonObject,
  /** Place in the order of insertion. */
  added_at: time,
});

/** A recording that was imported with a call, whose id it has. */
const recording = z.object({
  id: text,
  /** Media type. */
  type: text,
  size: z.int(),
  /** Id of the import that has the bytes. */
  import: z.int(),
});

const conversation = z.object({ id: text, details: jsonObject });

const file = z.object({ id: text, filename: text, size: z.int(), created_at: time });

/** An entry of an issue's activity. Norm's steps are in its runs. */
const activityEntry = z.object({
  id: text,
  issue_id: text,
  /** Increasing: orders entries of the same millisecond. */
  seq: z.int(),
  type: text,
  /** Null for the system. */
  actor_id: maybeText,
  detail: text,
  metadata: z.nullable(jsonObject),
  from_status: maybeText,
  to_status: maybeText,
  /** Links at the time of the entry. */
  resources: z.array(jsonObject),
  referenced_issues: z.array(jsonObject),
  /** The session of Norm that it belongs to. */
  session_id: maybeText,
  created_at: time,
});

const agentSession = z.object({ id: text, issue_id: text, created_at: time });

export const intents = ['fix', 'verify', 'status'] as const;

/** Norm's response to one prompt. All steps are made at once, each with the time at which it becomes visible. */
const run = z.object({
  id: text,
  session_id: text,
  issue_id: text,
  seq: z.int(),
  intent: z.enum(intents),
  /** Status of the session after the last step. */
  ends_in: z.enum(['complete', 'awaiting_input']),
  steps: z.array(
    z.object({
      id: text,
      type: z.enum(['thought', 'action', 'response', 'artifact']),
      detail: text,
      artifact: z.nullable(jsonObject),
      created_at: time,
    }),
  ),
});

const alertBinding = z.object({
  id: text,
  issue_id: text,
  active_alert_id: text,
  alert_config_id: text,
  created_at: time,
});

/** An upload link of Talkdesk, and the file uploaded to it. */
const upload = z.object({
  request_id: text,
  allowed_mime_types: z.array(text),
  created_at: time,
  /** Null until a file is uploaded. */
  content: z.nullable(
    z.object({ size: z.int(), type: text, /** Id of the import that has the bytes. */ import: z.int() }),
  ),
});

const attachment = z.object({
  id: text,
  /** The upload that it was created from. */
  request_id: text,
  name: text,
  state: text,
  size: z.int(),
  type: text,
  metadata: z.nullable(jsonObject),
  created_at: time,
});

/** A persona without its numbers, which are in `phones`. */
const persona = z.object({
  id: text,
  name: text,
  role: maybeText,
  description: maybeText,
  tags: z.array(text),
  /** Versions as the operation answers them. */
  production: jsonObject,
  draft: jsonObject,
  created_at: time,
  updated_at: time,
});

/** The node where calls to a number start, if it differs from its persona's. */
export const personaSettings = z.strictObject({
  pathway_id: text.check(z.minLength(1)),
  pathway_version: z.int().check(z.gte(0)),
  start_node_id: text.check(z.minLength(1)),
});

/** An inbound number of the account. */
const phone = z.object({
  id: z.int(),
  /** E.164. */
  phone_number: text,
  label: maybeText,
  persona_id: maybeText,
  persona_settings: z.nullable(personaSettings),
  /** A pathway that answers it by itself. */
  pathway_id: z._default(maybeText, null),
  /** `staging` for a number of an agent that its staging version answers. */
  agent_env_type: z._default(z.nullable(z.literal('staging')), null),
  /** On dedicated infrastructure, which has no staging. */
  dedicated: z._default(z.boolean(), false),
  created_at: time,
  updated_at: time,
});

/** A fault switch that is set. */
const fault = z.object({
  id: text,
  /** The process that set it; the switch has no effect once that has ended. */
  pid: z.int(),
  rule: faultSchema,
  /** Number of requests it still applies to; null for all. */
  left: z.nullable(z.int()),
});

export const bindingReadings = ['published', 'september'] as const;

const account = z.object({
  id: z.literal('account'),
  org_id: text,
  /** The owner of the key, who is the author of everything created with it. */
  user_id: text,
  next_number: z.int(),
  /** The plan; only this one has staging. */
  enterprise: z._default(z.boolean(), true),
  /**
   * The version of the documentation that the numbers of agents follow. In September's, Get Agent Number Binding lists none,
   * and Attach does not know `environment`.
   */
  bindings: z._default(z.enum(bindingReadings), 'published'),
});

/** All collections but the calls, stored with a row for each object. */
export const collections = {
  accounts: account,
  issues: issue,
  links: link,
  flags: flag,
  relations: relation,
  categories: category,
  conversations: conversation,
  recordings: recording,
  files: file,
  activity: activityEntry,
  agent_sessions: agentSession,
  runs: run,
  alert_bindings: alertBinding,
  uploads: upload,
  attachments: attachment,
  personas: persona,
  phones: phone,
  agents: agent,
  agent_versions: agentVersion,
  scenarios: scenario,
  scenario_runs: scenarioRun,
  faults: fault,
} as const;

export type Collections = {
  readonly [Name in keyof typeof collections]: readonly z.infer<(typeof collections)[Name]>[];
};
/** The immutable state from which requests are answered. */
export interface State extends Omit<Collections, 'accounts'>, Omit<z.infer<typeof account>, 'id'> {
  readonly calls: readonly CallSummary[];
}
export type Issue = z.infer<typeof issue>;
export type Link = z.infer<typeof link>;
export type Flag = z.infer<typeof flag>;
export type Relation = z.infer<typeof relation>;
export type Category = z.infer<typeof category>;
export type CallSummary = z.infer<typeof callSummary>;
/** A call with its large parts. */
export interface Call extends CallSummary {
  /** Call Details, verbatim. */
  readonly details: JsonObject;
  /** The corrected transcript that was imported with it, verbatim. */
  readonly corrected: unknown;
}
export type Conversation = z.infer<typeof conversation>;
export type StoredFile = z.infer<typeof file>;
export type ActivityEntry = z.infer<typeof activityEntry>;
export type AgentSession = z.infer<typeof agentSession>;
export type Run = z.infer<typeof run>;
export type Intent = Run['intent'];
export type AlertBinding = z.infer<typeof alertBinding>;
export type Attachment = z.infer<typeof attachment>;
export type Persona = z.infer<typeof persona>;
export type Phone = z.infer<typeof phone>;
export type Fault = z.infer<typeof fault>;
export type ResourceType = Link['resource_type'];
