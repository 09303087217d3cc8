import type { ActivityEntry } from '../../api/bland/activity.ts';
import type { Flag } from '../../api/bland/flags.ts';
import type { Issue } from '../../api/bland/issues.ts';
import type { Relation } from '../../api/bland/relations.ts';
import type { ResourceLink } from '../../api/bland/resources.ts';
import type { Page } from '../../api/pages.ts';
import { isOutgoing, otherIssueId } from '../issues/relations.ts';
import { resolveIssueId } from '../issues/resolve-issue.ts';
import { type ReadingTool, type ToolCall, unlessAborted } from './tool.ts';
import { answerOf, dataLine, dataRoom, fitting, plainId, quoting } from './untrusted.ts';

/** The longest texts, in UTF-16 units. */
const longest = { description: 5_000, note: 500, comment: 800, title: 200, message: 200, word: 64 } as const;

/** Shares of the room for data, after which the section with comments has what is left. */
const shares = { evidence: 0.15, flags: 0.3, relations: 0.1 } as const;

type Quote = (text: string, longest: number) => string;

/** One kind of thing on an issue, as lines that fit. */
interface Section {
  readonly lines: readonly string[];
  /** Such as `12 flags of 140`. */
  readonly words: string;
}

/** Tells what an issue is about, and what hangs on it. */
export const readIssue: ReadingTool<'calltriage_read_issue'> = async ({ issueId: named }, call) => {
  const { data, masked, signal } = call;
  const { api, issues } = data;
  const issueId = await resolveIssueId(issues, api, named, signal);
  const page = { limit: 100, signal };
  const [issue, evidence, flags, relations, activity] = await Promise.all([
    api.issues.get(issueId, { signal }),
    api.resources.list(issueId, page),
    api.flags.list(issueId, page),
    api.relations.list(issueId, page),
    api.activity.list(issueId, page),
  ]);
  const quote = quoting(masked);
  const about = issueLine(issue, await assigneeOf(call, issue), quote);
  const room = dataRoom - about.length;
  const comments = { ...activity, items: activity.items.filter(isComment) };
  const sections = [
    section('resource', evidence, (link) => evidenceLine(link, quote), room * shares.evidence),
    section('flag', flags, (flag) => flagLine(flag, quote), room * shares.flags),
    section('relation', relations, (relation) => relationLine(relation, issueId, quote), room * shares.relations),
  ];
  const used = sections.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.length + 1, 0);
  sections.push(section('comment', comments, (entry) => commentLine(entry, quote), room - used));
  return answerOf({
    head: `Issue ${plainId(issue.triage_id)} (ID ${plainId(issue.id)}). ${sections.map(({ words }) => words).join(', ')}; comments with the newest first.`,
    source: 'a triage issue',
    lines: [about, ...sections.flatMap(({ lines }) => lines)],
    foot: 'calltriage_read_transcript returns the messages around a flag: pass its callId, and as from some messages before its messageIndex.',
  });
};

function section<T>(what: string, page: Page<T>, lineOf: (item: T) => string, room: number): Section {
  const all = page.items.map(lineOf);
  const lines = fitting(all, room);
  const more = page.nextCursor === null ? '' : '+';
  const total = `${all.length}${more} ${what}${all.length === 1 && more === '' ? '' : 's'}`;
  const broken = page.broken.length === 0 ? '' : ` (${page.broken.length} could not be read)`;
  return { lines, words: `${lines.length === all.length ? total : `${lines.length} of ${total}`}${broken}` };
}

const isComment = ({ type, detail }: ActivityEntry): boolean =>
  (type === 'comment' || type === 'response') && detail.trim() !== '';

function issueLine(issue: Issue, assignee: string | null, quote: Quote): string {
  return dataLine({
    kind: 'issue',
    code: quote(issue.triage_id, longest.word),
    title: quote(issue.title, longest.title),
    status: quote(issue.status, longest.word),
    severity: quote(issue.severity, longest.word),
    category: quote(issue.category, longest.word),
    assignee: assignee && quote(assignee, longest.word),
    created: issue.created_at,
    lastActivity: issue.last_activity_at,
    description: quote(issue.description, longest.description),
  });
}

/** The name of the assignee, where the service shows members. */
async function assigneeOf({ data, signal }: ToolCall, issue: Issue): Promise<string | null> {
  const { assignee_id: id, org_id: org } = issue;
  if (id === null || org === null) return null;
  await unlessAborted(
    signal,
    data.members.of(org).catch(() => undefined),
  );
  const known = data.members.who(id);
  return typeof known === 'object' ? known.name : null;
}

function evidenceLine(link: ResourceLink, quote: Quote): string {
  const id = quote(link.resource_id, 100);
  return dataLine({
    kind: 'evidence',
    type: quote(link.resource_type, longest.word),
    ...(link.resource_type === 'call' ? { callId: id } : { id }),
    title: quote(link.title, longest.title),
    unavailable: link.status === 'unavailable' ? true : null,
    attached: link.created_at,
  });
}

function flagLine(flag: Flag, quote: Quote): string {
  return dataLine({
    kind: 'flag',
    id: quote(flag.id, 100),
    type: quote(flag.type, 100),
    note: quote(flag.note, longest.note),
    callId: quote(flag.call_id, 100),
    messageIndex: flag.message_index,
    message: quote(flag.message_text ?? '', longest.message),
    node: quote(flag.node_name ?? flag.node_id ?? '', 100),
    created: flag.created_at,
  });
}

function relationLine(relation: Relation, issueId: string, quote: Quote): string {
  return dataLine({
    kind: 'relation',
    type: quote(relation.relation_type, longest.word),
    direction: isOutgoing(relation, issueId) ? 'outgoing' : 'incoming',
    issueId: quote(otherIssueId(relation, issueId), 100),
    code: quote(relation.related_triage_id ?? '', longest.word),
    title: quote(relation.related_title, longest.title),
  });
}

function commentLine(entry: ActivityEntry, quote: Quote): string {
  return dataLine({
    kind: 'comment',
    by: quote(entry.actor?.label ?? '', longest.word),
    byKind: quote(entry.actor?.kind ?? '', longest.word),
    at: entry.created_at,
    text: quote(entry.detail, longest.comment),
  });
}
