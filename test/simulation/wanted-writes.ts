import type { NewFlag } from '../../src/api/bland/flags.ts';
import type { IssueChange, NewIssue } from '../../src/api/bland/issues.ts';
import type { Collection } from './service/model.ts';
import { keyOf } from './service/service.ts';

/** What the service must have once an intention is carried out, and the request that does it. */
export type Effect =
  /** One object more, made by that request. `type` is an activity entry's. */
  | { readonly is: 'made'; readonly key: string; readonly collection: Collection; readonly type?: string }
  | {
      readonly is: 'set';
      readonly key: string;
      readonly issue: string;
      readonly change: IssueChange;
      /** A person saw what they were changing. */
      readonly seen: boolean;
    }
  | { readonly is: 'gone'; readonly key: string; readonly collection: Collection; readonly id: string }
  | { readonly is: 'attached'; readonly key: string; readonly issue: string; readonly call: string }
  | {
      readonly is: 'bound';
      readonly key: string;
      readonly number: string;
      /** Who answers it then, or, for a detachment, no longer does. */
      readonly owner: string;
      readonly isDetached: boolean;
      /** Undefined: anywhere. */
      readonly staging?: boolean;
      /** Who it may be taken from, as a person has agreed. */
      readonly from: string | null;
    };

/** What a person wants, as a kind of write and its payload, and what must come of it. */
export interface WantedWrite {
  readonly kind: string;
  readonly payload: unknown;
  readonly effects: readonly Effect[];
}

const root = '/v1/triage/issues';

function key(method: string, path: string, body: object = {}): string {
  return keyOf({ method, path, body: body as Record<string, unknown> });
}

const flagMade = (flag: NewFlag): Effect => ({
  is: 'made',
  key: key('POST', `${root}/0/flags`, flag),
  collection: 'flags',
});

const issueMade = (issue: NewIssue): Effect => ({ is: 'made', key: key('POST', root, issue), collection: 'issues' });

const flagGone = (issue: string, id: string): Effect => ({
  is: 'gone',
  key: key('DELETE', `${root}/${issue}/flags/${id}`),
  collection: 'flags',
  id,
});

const attached = (issue: string, call: string): Effect => ({
  is: 'attached',
  key: key('PUT', `${root}/${issue}/calls/${call}`),
  issue,
  call,
});

/** @param attach the call is not on the issue yet */
export function flagWrite(issueId: string, flag: NewFlag, attach = false): WantedWrite {
  const effects = [...(attach ? [attached(issueId, flag.call_id)] : []), flagMade(flag)];
  return { kind: 'flag.add', payload: { issueId, flag, attach, verify: false }, effects };
}

export function commentWrite(issueId: string, detail: string): WantedWrite {
  const made = { is: 'made', key: key('POST', `${root}/${issueId}/comments`, { detail }) } as const;
  return {
    kind: 'comment.add',
    payload: { issueId, detail },
    effects: [{ ...made, collection: 'activity', type: 'comment' }],
  };
}

/** @param expected what the person saw; left out when they saw nothing */
export function updateWrite(issueId: string, change: IssueChange, expected?: IssueChange): WantedWrite {
  const effect = { is: 'set', key: key('PATCH', `${root}/${issueId}`, change), issue: issueId, change } as const;
  const payload = { issueId, change, ...(expected === undefined ? {} : { expected }) };
  return { kind: 'issue.update', payload, effects: [{ ...effect, seen: expected !== undefined }] };
}

export function removeFlagWrite(issueId: string, flagId: string): WantedWrite {
  return { kind: 'flag.remove', payload: { issueId, flagId }, effects: [flagGone(issueId, flagId)] };
}

export function editFlagWrite(issueId: string, flagId: string, flag: NewFlag): WantedWrite {
  return {
    kind: 'flag.edit',
    payload: { issueId, flagId, flag, attach: false, verify: false },
    effects: [flagMade(flag), flagGone(issueId, flagId)],
  };
}

export function attachWrite(issueId: string, callId: string): WantedWrite {
  return { kind: 'call.attach', payload: { issueId, callId }, effects: [attached(issueId, callId)] };
}

export function detachWrite(issueId: string, linkId: string): WantedWrite {
  const gone = { is: 'gone', key: key('DELETE', `${root}/${issueId}/resources/${linkId}`) } as const;
  return {
    kind: 'resource.detach',
    payload: { issueId, linkId },
    effects: [{ ...gone, collection: 'links', id: linkId }],
  };
}

export function issueWrite(issue: NewIssue): WantedWrite {
  return { kind: 'issue.create', payload: { issue }, effects: [issueMade(issue)] };
}

/** A new issue with its first flag. */
export function flaggedIssueWrite(issue: NewIssue, flag: NewFlag): WantedWrite {
  const effects = [issueMade(issue), flagMade(flag)];
  return { kind: 'issue.createFlagged', payload: { issue, flag, verify: false }, effects };
}

export function deleteIssueWrite(issueId: string): WantedWrite {
  const gone = { is: 'gone', key: key('DELETE', `${root}/${issueId}`) } as const;
  return { kind: 'issue.delete', payload: { issueId }, effects: [{ ...gone, collection: 'issues', id: issueId }] };
}

export function relationWrite(issueId: string, relatedIssueId: string): WantedWrite {
  const body = { related_issue_id: relatedIssueId, relation_type: 'blocks' };
  const made = { is: 'made', key: key('POST', `${root}/${issueId}/relations`, body) } as const;
  return {
    kind: 'relation.add',
    payload: { issueId, relatedIssueId, relationType: 'blocks' },
    effects: [{ ...made, collection: 'relations' }],
  };
}

export function promptWrite(issueId: string, detail: string): WantedWrite {
  const made = { is: 'made', key: key('POST', `${root}/${issueId}/agent-sessions/0/prompts`, { detail }) } as const;
  return {
    kind: 'norm.prompt',
    payload: { issueId, detail },
    effects: [{ ...made, collection: 'activity', type: 'prompt' }],
  };
}

const isAgent = (owner: string): boolean => owner.startsWith('agent');
const refOf = (owner: string): object => (isAgent(owner) ? { agentId: owner } : { personaId: owner });
const inboundPath = (owner: string): string => `${isAgent(owner) ? '/v2/agents' : '/v1/personas'}/${owner}/inbound`;

/** @param from who answers the number as the person sees it; null for nobody */
export function attachNumberWrite(number: string, owner: string, from: string | null, isStaging: boolean): WantedWrite {
  const staging = isAgent(owner) && isStaging;
  const environment = staging ? { environment: 'staging' } : {};
  const owners = from === null ? {} : { [number]: refOf(from) };
  const requested = key('POST', `${inboundPath(owner)}/attach`, { inbound_numbers: [number], ...environment });
  const effect = { is: 'bound', key: requested, number, owner, isDetached: false, from } as const;
  return {
    kind: isAgent(owner) ? 'agent.numbers.attach' : 'numbers.attach',
    payload: { ...refOf(owner), numbers: [number], from: owners, ...environment },
    effects: [staging ? { ...effect, staging } : effect],
  };
}

export function detachNumberWrite(number: string, owner: string): WantedWrite {
  const requested = key('POST', `${inboundPath(owner)}/detach`, { inbound_numbers: [number] });
  return {
    kind: isAgent(owner) ? 'agent.numbers.detach' : 'numbers.detach',
    payload: { ...refOf(owner), numbers: [number] },
    effects: [{ is: 'bound', key: requested, number, owner, isDetached: true, from: owner }],
  };
}
