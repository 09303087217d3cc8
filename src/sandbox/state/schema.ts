/** What the sandbox keeps. These schemas are the only definition of it; rows of the database are read by them. */
import * as z from 'zod/mini';
import { faultSchema } from '../http/fault-schema.ts';

/** A JSON object, kept as it came. */
export type JsonObject = Readonly<Record<string, unknown>>;
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'must be an object');

export const statuses = ['backlog', 'todo', 'in_progress', 'in_review', 'done', 'closed'] as const;
/** From mild to grave: the order of `sort=severity&order=asc`. */
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
/** ISO 8601, UTC, milliseconds: every time the sandbox makes. As text these sort by time. */
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
  /** When each user last viewed it. */
  viewed: z.record(text, time),
});

const link = z.object({
  id: text,
  issue_id: text,
  resource_type: z.enum(resourceTypes),
  resource_id: text,
  /** The title when it was attached, shown while the original is unavailable. */
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
  /** The issue it was made on: the one that blocks, duplicates or relates. */
  issue_id: text,
  related_issue_id: text,
  relation_type: z.enum(relationTypes),
  created_by_id: maybeText,
  created_at: time,
});

const category = z.object({ id: text, name: text, created_at: time });

/** A call without its large parts. */
export const keptCall = z.object({
  call_id: text,
  title: text,
  /** The call as List Calls answers it. */
  item: jsonObject,
  /** Its place in insertion order. */
  added_at: time,
});

const conversation = z.object({ id: text, details: jsonObject });

const file = z.object({ id: text, filename: text, size: z.int(), created_at: time });

/** One thing that happened on an issue. What Norm does meanwhile is in its runs, and becomes entries when its time comes. */
const happening = z.object({
  id: text,
  issue_id: text,
  /** Counts up: tells the order of what happened in the same millisecond. */
  seq: z.int(),
  type: text,
  /** The user who did it; null for the system. */
  actor_id: maybeText,
  detail: text,
  metadata: z.nullable(jsonObject),
  from_status: maybeText,
  to_status: maybeText,
  /** Links as they were then. */
  resources: z.array(jsonObject),
  referenced_issues: z.array(jsonObject),
  /** Set on what belongs to a session of Norm. */
  session_id: maybeText,
  created_at: time,
});

const agentSession = z.object({ id: text, issue_id: text, created_at: time });

export const intents = ['fix', 'verify', 'status'] as const;

/** What Norm does for one prompt. It is made up when the prompt comes, and shown step by step. */
const run = z.object({
  id: text,
  session_id: text,
  issue_id: text,
  seq: z.int(),
  intent: z.enum(intents),
  /** How the session stands when the last step is done. */
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

/** Bytes that Talkdesk was asked to take: what an attachment is made from. */
const upload = z.object({
  request_id: text,
  allowed_mime_types: z.array(text),
  created_at: time,
  /** What has arrived; null while nothing has. */
  content: z.nullable(z.object({ size: z.int(), type: text, /** The import that brought it. */ import: z.int() })),
});

const attachment = z.object({
  id: text,
  /** The upload that it was made from. */
  request_id: text,
  name: text,
  state: text,
  size: z.int(),
  type: text,
  metadata: z.nullable(jsonObject),
  created_at: time,
});

/** A persona as its operations answer it, without its numbers: those are in the list of numbers. */
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

/** Where calls to a number begin, when that differs from its persona. */
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
  created_at: time,
  updated_at: time,
});

/** A fault switch that is set. */
const fault = z.object({
  id: text,
  /** The process that set it: without that it has no effect any more. */
  pid: z.int(),
  rule: faultSchema,
  /** How many requests it still meets; null for all. */
  left: z.nullable(z.int()),
});

/** What is said once. */
const account = z.object({
  id: z.literal('account'),
  org_id: text,
  /** The user who owns the key: the author of everything that is made through it. */
  user_id: text,
  next_number: z.int(),
});

/** Everything but the calls: each collection is kept with a row for each object. */
export const collections = {
  accounts: account,
  issues: issue,
  links: link,
  flags: flag,
  relations: relation,
  categories: category,
  conversations: conversation,
  files: file,
  activity: happening,
  agent_sessions: agentSession,
  runs: run,
  alert_bindings: alertBinding,
  uploads: upload,
  attachments: attachment,
  personas: persona,
  phones: phone,
  faults: fault,
} as const;

export type Collections = {
  readonly [Name in keyof typeof collections]: readonly z.infer<(typeof collections)[Name]>[];
};
/** What requests are answered from. It is never modified, only followed by another. */
export interface State extends Omit<Collections, 'accounts'>, Omit<z.infer<typeof account>, 'id'> {
  readonly calls: readonly KeptCall[];
}
export type Issue = z.infer<typeof issue>;
export type Link = z.infer<typeof link>;
export type Flag = z.infer<typeof flag>;
export type Relation = z.infer<typeof relation>;
export type Category = z.infer<typeof category>;
export type KeptCall = z.infer<typeof keptCall>;
/** A call with all that belongs to it. */
export interface Call extends KeptCall {
  /** Call Details as the operation answers it, verbatim. */
  readonly details: JsonObject;
  /** The corrected transcript that was imported beside it, verbatim. */
  readonly corrected: unknown;
}
export type Conversation = z.infer<typeof conversation>;
export type StoredFile = z.infer<typeof file>;
export type Happening = z.infer<typeof happening>;
export type AgentSession = z.infer<typeof agentSession>;
export type Run = z.infer<typeof run>;
export type Intent = Run['intent'];
export type AlertBinding = z.infer<typeof alertBinding>;
export type Attachment = z.infer<typeof attachment>;
export type Persona = z.infer<typeof persona>;
export type Phone = z.infer<typeof phone>;
export type Fault = z.infer<typeof fault>;
export type ResourceType = Link['resource_type'];
