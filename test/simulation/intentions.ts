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
  | { readonly is: 'attached'; readonly key: string; readonly issue: string; readonly call: string };

/** What a person wants, as a kind of write and its payload, and what must come of it. */
export interface Wish {
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
export function flagWish(issueId: string, flag: NewFlag, attach = false): Wish {
  const effects = [...(attach ? [attached(issueId, flag.call_id)] : []), flagMade(flag)];
  return { kind: 'flag.add', payload: { issueId, flag, attach, verify: false }, effects };
}

export function commentWish(issueId: string, detail: string): Wish {
  const made = { is: 'made', key: key('POST', `${root}/${issueId}/comments`, { detail }) } as const;
  return {
    kind: 'comment.add',
    payload: { issueId, detail },
    effects: [{ ...made, collection: 'activity', type: 'comment' }],
  };
}

/** @param expected what the person saw; left out when they saw nothing */
export function updateWish(issueId: string, change: IssueChange, expected?: IssueChange): Wish {
  const effect = { is: 'set', key: key('PATCH', `${root}/${issueId}`, change), issue: issueId, change } as const;
  const payload = { issueId, change, ...(expected === undefined ? {} : { expected }) };
  return { kind: 'issue.update', payload, effects: [{ ...effect, seen: expected !== undefined }] };
}

export function removeFlagWish(issueId: string, flagId: string): Wish {
  return { kind: 'flag.remove', payload: { issueId, flagId }, effects: [flagGone(issueId, flagId)] };
}

export function editFlagWish(issueId: string, flagId: string, flag: NewFlag): Wish {
  return {
    kind: 'flag.edit',
    payload: { issueId, flagId, flag, attach: false, verify: false },
    effects: [flagMade(flag), flagGone(issueId, flagId)],
  };
}

export function attachWish(issueId: string, callId: string): Wish {
  return { kind: 'call.attach', payload: { issueId, callId }, effects: [attached(issueId, callId)] };
}

export function detachWish(issueId: string, linkId: string): Wish {
  const gone = { is: 'gone', key: key('DELETE', `${root}/${issueId}/resources/${linkId}`) } as const;
  return {
    kind: 'resource.detach',
    payload: { issueId, linkId },
    effects: [{ ...gone, collection: 'links', id: linkId }],
  };
}

export function issueWish(issue: NewIssue): Wish {
  return { kind: 'issue.create', payload: { issue }, effects: [issueMade(issue)] };
}

/** A new issue with its first flag. */
export function flaggedIssueWish(issue: NewIssue, flag: NewFlag): Wish {
  const effects = [issueMade(issue), flagMade(flag)];
  return { kind: 'issue.createFlagged', payload: { issue, flag, verify: false }, effects };
}

export function deleteIssueWish(issueId: string): Wish {
  const gone = { is: 'gone', key: key('DELETE', `${root}/${issueId}`) } as const;
  return { kind: 'issue.delete', payload: { issueId }, effects: [{ ...gone, collection: 'issues', id: issueId }] };
}

export function relationWish(issueId: string, relatedIssueId: string): Wish {
  const body = { related_issue_id: relatedIssueId, relation_type: 'blocks' };
  const made = { is: 'made', key: key('POST', `${root}/${issueId}/relations`, body) } as const;
  return {
    kind: 'relation.add',
    payload: { issueId, relatedIssueId, relationType: 'blocks' },
    effects: [{ ...made, collection: 'relations' }],
  };
}

export function promptWish(issueId: string, detail: string): Wish {
  const made = { is: 'made', key: key('POST', `${root}/${issueId}/agent-sessions/0/prompts`, { detail }) } as const;
  return {
    kind: 'norm.prompt',
    payload: { issueId, detail },
    effects: [{ ...made, collection: 'activity', type: 'prompt' }],
  };
}
