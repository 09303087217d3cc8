/** What the sandbox keeps. These schemas are the only definition of it; a state file is read by them. */
import * as z from 'zod/mini';

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
  last_viewed_at: z.nullable(time),
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

const call = z.object({
  call_id: text,
  /** Call Details as the operation answers it, verbatim. */
  details: jsonObject,
  /** The corrected transcript that was imported beside it, verbatim. */
  corrected: z.unknown(),
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
  content: z.nullable(z.object({ size: z.int(), type: text })),
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

/** Also of a state that was saved before there was one. */
const laterList = <Part extends z.ZodMiniType>(part: Part) => z._default(z.array(part), () => []);

export const stateSchema = z.object({
  version: z.literal(1),
  org_id: text,
  /** The user who owns the key: the author of everything that is made through it. */
  user_id: text,
  next_number: z.int(),
  issues: z.array(issue),
  links: z.array(link),
  flags: z.array(flag),
  relations: z.array(relation),
  categories: z.array(category),
  calls: z.array(call),
  conversations: z.array(conversation),
  files: z.array(file),
  activity: laterList(happening),
  agent_sessions: laterList(agentSession),
  runs: laterList(run),
  alert_bindings: laterList(alertBinding),
  uploads: laterList(upload),
  attachments: laterList(attachment),
  personas: laterList(persona),
  phones: laterList(phone),
});

export type State = Readonly<z.infer<typeof stateSchema>>;
export type Issue = z.infer<typeof issue>;
export type Link = z.infer<typeof link>;
export type Flag = z.infer<typeof flag>;
export type Relation = z.infer<typeof relation>;
export type Category = z.infer<typeof category>;
export type Call = z.infer<typeof call>;
export type Conversation = z.infer<typeof conversation>;
export type StoredFile = z.infer<typeof file>;
export type Happening = z.infer<typeof happening>;
export type AgentSession = z.infer<typeof agentSession>;
export type Run = z.infer<typeof run>;
export type Intent = Run['intent'];
export type AlertBinding = z.infer<typeof alertBinding>;
export type Upload = z.infer<typeof upload>;
export type Attachment = z.infer<typeof attachment>;
export type Persona = z.infer<typeof persona>;
export type Phone = z.infer<typeof phone>;
export type ResourceType = Link['resource_type'];
