import { randomUUID } from 'node:crypto';
import { notFound } from '../http/answers.ts';
import { findCall } from './calls.ts';
import { withActivity } from './issues.ts';
import type { JsonObject, Link, ResourceType, State } from './schema.ts';
import { now, parseTime } from '../time.ts';

/** A link as every operation answers it. `status` and `title` are the original's while it exists. */
export function linkView(state: State, link: Link) {
  const original = findOriginal(state, link.resource_type, link.resource_id);
  return {
    id: link.id,
    issue_id: link.issue_id,
    org_id: state.org_id,
    resource_type: link.resource_type,
    resource_id: link.resource_id,
    title: original?.title ?? link.title,
    status: original === undefined ? 'unavailable' : 'available',
    metadata: link.metadata,
    attached_by_id: link.attached_by_id,
    created_at: link.created_at,
  };
}

export const findLink = (state: State, issueId: string, type: ResourceType, id: string): Link | undefined =>
  state.links.find((one) => one.issue_id === issueId && one.resource_type === type && one.resource_id === id);

/**
 * Attaches evidence to an issue, unless it is attached already.
 * @throws Refusal 404 `not_found`, naming the kind of resource that is missing
 */
export function attach(state: State, issueId: string, type: ResourceType, id: string, at = now()) {
  const existing = findLink(state, issueId, type, id);
  if (existing !== undefined) return { state, link: existing, added: false };
  const original = findOriginal(state, type, id);
  if (original === undefined) throw notFound(resourceNames[type]);
  const link = makeLink(state, issueId, type, id, original, at);
  const attached = { ...state, links: [...state.links, link] };
  const named = type === 'call' ? withAgentOf(attached, issueId, id) : attached;
  return { state: withActivity(named, at, issueId), link, added: true };
}

/** Gives an issue without an agent the one that handled a call; an issue that has one keeps it. */
function withAgentOf(state: State, issueId: string, callId: string): State {
  const version = state.agent_versions.find(({ id }) => id === findCall(state, callId)?.item['agent_version_id']);
  if (version === undefined) return state;
  const { agent_id, id: agent_version_id } = version;
  const issues = state.issues.map((issue) =>
    issue.id === issueId && issue.agent_id === null ? { ...issue, agent_id, agent_version_id } : issue,
  );
  return { ...state, issues };
}

/** Attaches many calls; those attached already, and unknown ones, are skipped. */
export function attachCalls(state: State, issueId: string, ids: readonly string[]): State {
  const links = state.links.filter((link) => link.issue_id === issueId && link.resource_type === 'call');
  const attached = new Set(links.map((link) => link.resource_id));
  const at = now();
  const added = [...new Set(ids)].flatMap((id) => {
    const original = attached.has(id) ? undefined : findOriginal(state, 'call', id);
    return original === undefined ? [] : [makeLink(state, issueId, 'call', id, original, at)];
  });
  return { ...state, links: [...state.links, ...added] };
}

function makeLink(state: State, issueId: string, type: ResourceType, id: string, original: Original, at: string): Link {
  return {
    id: randomUUID(),
    issue_id: issueId,
    resource_type: type,
    resource_id: id,
    title: original.title,
    metadata: original.metadata,
    attached_by_id: state.user_id,
    created_at: at,
  };
}

/** Removes a link. The original and its flags stay. */
export function detach(state: State, link: Link): State {
  return withActivity({ ...state, links: state.links.filter((one) => one.id !== link.id) }, now(), link.issue_id);
}

const resourceNames: Readonly<Record<ResourceType, string>> = {
  call: 'Call',
  sms_conversation: 'SMS conversation',
  file: 'File',
};

interface Original {
  readonly title: string;
  readonly metadata: JsonObject | null;
}

function findOriginal(state: State, type: ResourceType, id: string): Original | undefined {
  switch (type) {
    case 'call': {
      const call = findCall(state, id);
      return call && { title: call.title, metadata: { created_at: iso(call.item['created_at']) } };
    }
    case 'sms_conversation': {
      const conversation = state.conversations.find((one) => one.id === id);
      if (conversation === undefined) return undefined;
      const { user_number: number, created_at: created } = conversation.details;
      return { title: `SMS with ${String(number)}`, metadata: { created_at: iso(created) } };
    }
    case 'file': {
      const file = state.files.find((one) => one.id === id);
      return file && { title: file.filename, metadata: { created_at: file.created_at, size: file.size } };
    }
  }
}

function iso(value: unknown): string | null {
  const time = parseTime(value);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
