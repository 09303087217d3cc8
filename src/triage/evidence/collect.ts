import type { Issue } from '../../api/bland/issues.ts';
import { isAbort } from '../../api/errors.ts';
import { type FetchPage, pages } from '../../api/pages.ts';
import { flagsOf } from '../flags/marks.ts';
import type { Session } from '../sessions/session.ts';
import { readTranscript } from '../transcript/transcript.ts';
import type { Evidence, EvidenceCall, EvidenceFlag, EvidenceIssue, MissingEvidence, Person } from './bundle.ts';
import { callOf } from './read-call.ts';
import { isoTime } from '../../shared/time.ts';

/** Limits of one bundle: pages of 100 of each list, calls, and characters of their messages. */
export const evidenceLimits = { pages: 10, calls: 200, characters: 20_000_000 } as const;

/** Calls that are read at once. */
const atOnce = 4;

/** Reasons for missing parts, in the reader's language. */
export interface MissingWords {
  readonly failed: (error: unknown) => string;
  /** The service does not have it any more. */
  readonly gone: string;
  /** There is more than is read for one bundle. */
  readonly limit: string;
  readonly unreadable: string;
  readonly noSuchMessage: string;
}

export interface Collecting {
  readonly signal: AbortSignal;
  readonly now: Date;
  readonly words: MissingWords;
  readonly onCall?: (done: number, all: number) => void;
}

/** Subject of a bundle: an issue with all its calls, one call with its flags on an issue, or a call by itself. */
export type EvidenceSubject =
  | { readonly issueId: string; readonly callId?: string | undefined }
  | { readonly issueId?: undefined; readonly callId: string };

/**
 * Reads an issue, its calls, flags and comments as the service has them now. What cannot be read is named, and the rest is
 * there; an issue or a single call that was asked for must be.
 *
 * @throws ServiceError; AbortError
 */
export async function collectEvidence(
  session: Session,
  { issueId, callId }: EvidenceSubject,
  { signal, now, words, onCall }: Collecting,
): Promise<Evidence> {
  const missing: MissingEvidence[] = [];
  const { api } = session;
  const list = async <T>(what: MissingEvidence['what'], fetchPage: FetchPage<T>): Promise<T[]> => {
    const items: T[] = [];
    try {
      const walk = pages(fetchPage, { signal, maxPages: evidenceLimits.pages });
      let step = await walk.next();
      for (; step.done !== true; step = await walk.next()) {
        items.push(...step.value.items);
        missing.push(...step.value.broken.map(({ id }) => ({ what, id, reason: words.unreadable })));
      }
      if (!step.value.complete) missing.push({ what, id: null, reason: words.limit });
    } catch (error) {
      if (signal.aborted || isAbort(error)) throw error;
      missing.push({ what, id: null, reason: words.failed(error) });
    }
    return items;
  };
  const page = (cursor: string | undefined) => ({ cursor, limit: 100, signal });
  const [issue, links, stored, activity] =
    issueId === undefined
      ? [null, [], [], []]
      : await Promise.all([
          readIssue(session, issueId, signal),
          list('resources', (cursor) => api.resources.list(issueId, page(cursor))),
          list('flags', (cursor) => api.flags.list(issueId, page(cursor))),
          list('comments', (cursor) => api.activity.list(issueId, page(cursor))),
        ]);

  const person = personOf(session);
  const raw = new Map(stored.map((flag) => [flag.id, flag]));
  const flags = (issueId === undefined ? [] : flagsOf(issueId, stored, session)).flatMap((flag): EvidenceFlag[] => {
    const { id, messageIndex, messageText, type, note, state } = flag;
    if ((state !== 'stored' && state !== 'pending') || (callId ?? flag.callId) !== flag.callId) return [];
    const more = raw.get(id);
    return [
      {
        id,
        callId: flag.callId,
        messageIndex,
        messageText,
        type,
        note,
        state,
        nodeId: more?.node_id ?? null,
        nodeName: more?.node_name ?? null,
        author: person(more?.author_id ?? null),
        createdAt: isoTime(more?.created_at),
      },
    ];
  });

  const attached = links.filter(({ resource_type: type }) => type === 'call');
  const gone = new Set(attached.filter(({ status }) => status === 'unavailable').map((link) => link.resource_id));
  const ids = callId === undefined ? [...attached.map((link) => link.resource_id), ...flags.map((f) => f.callId)] : [];
  const wanted = callId === undefined ? [...new Set(ids)] : [callId];
  const calls = new Map<string, EvidenceCall>();
  const queue = [...wanted.entries()];
  let characters = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [place, id] = next;
      const without = (reason: string): number => missing.push({ what: 'call', id, reason });
      if (callId === undefined && gone.has(id)) without(words.gone);
      else if (place >= evidenceLimits.calls || characters > evidenceLimits.characters) without(words.limit);
      else {
        try {
          const transcript = readTranscript(await api.calls.details(id, { signal }));
          const call = callOf(transcript);
          for (const { text } of call.messages) characters += text?.length ?? 0;
          calls.set(id, call);
        } catch (error) {
          if (callId !== undefined || signal.aborted || isAbort(error)) throw error;
          without(words.failed(error));
        }
      }
      done += 1;
      onCall?.(done, wanted.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  signal.throwIfAborted();

  for (const { callId: id, messageIndex: index } of flags) {
    const call = calls.get(id);
    if (call === undefined || index === null || call.messages.some((message) => message.index === index)) continue;
    missing.push({ what: 'message', id: `${id} #${index}`, reason: words.noSuchMessage });
  }
  return {
    format: 'call-triage/evidence',
    version: 1,
    exportedAt: now.toISOString(),
    connection: session.connection.label,
    masked: false,
    issue: issue === null ? null : issueOf(issue, person),
    calls: wanted.flatMap((id) => calls.get(id) ?? []),
    flags,
    comments: activity
      .filter(({ type, detail }) => (type === 'comment' || type === 'response') && detail !== '')
      .toReversed()
      .map(({ id, created_at: createdAt, actor, detail }) => ({
        id,
        createdAt: isoTime(createdAt),
        text: detail,
        authorKind: actor?.kind ?? '',
        author: actor?.label ?? '',
      })),
    resources: links
      .filter((link) => callId === undefined || link.resource_id === callId)
      .map((link) => ({
        id: link.id,
        type: link.resource_type,
        resourceId: link.resource_id,
        title: link.title,
        available: link.status !== 'unavailable',
        attachedAt: isoTime(link.created_at),
      })),
    missing,
  };
}

/** The issue, with the names of its people when the service shows them. */
async function readIssue({ api, members }: Session, issueId: string, signal: AbortSignal): Promise<Issue> {
  const issue = await api.issues.get(issueId, { signal });
  if (issue.org_id !== null) await members.of(issue.org_id).catch(() => undefined);
  return issue;
}

function personOf({ members }: Session): (id: string | null) => Person | null {
  return (id) => {
    if (id === null) return null;
    const known = members.who(id);
    return { id, name: typeof known === 'object' ? known.name : null };
  };
}

function issueOf(issue: Issue, person: (id: string | null) => Person | null): EvidenceIssue {
  const { id, title, description, status, severity, category, source } = issue;
  return {
    id,
    code: issue.triage_id,
    title,
    description,
    status,
    severity,
    category,
    source,
    owner: person(issue.owner_id),
    assignee: person(issue.assignee_id),
    createdAt: isoTime(issue.created_at),
    lastActivityAt: isoTime(issue.last_activity_at),
  };
}
