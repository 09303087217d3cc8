import type { Issue, IssueChange } from '../../api/bland/issues.ts';
import { type Entry, needsDecision } from '../../triage/outbox/outbox.ts';
import { updateIssue, type UpdateIssuePayload } from '../../triage/outbox/kinds/update-issue.ts';
import type { Session } from '../../triage/sessions/session.ts';

/** An issue with the user's own changes that are not stored yet, and the fields they are of. */
export interface PendingIssue {
  readonly issue: Issue;
  readonly fields: ReadonlySet<keyof IssueChange>;
  /** Changes that a person has to decide about; they are not applied. */
  readonly undecided: readonly Entry<UpdateIssuePayload>[];
}

export function withPending(issue: Issue, { outbox }: Pick<Session, 'outbox'>): PendingIssue {
  const own = outbox.entries.filter(
    (entry) => entry.issueId === issue.id && isUpdate(entry),
  ) as Entry<UpdateIssuePayload>[];
  const waiting = own.filter((entry) => !needsDecision(entry)).map(({ payload }) => payload.change);
  const changed: Issue = Object.assign({}, issue, ...waiting);
  const fields = new Set(waiting.flatMap((change) => Object.keys(change) as (keyof IssueChange)[]));
  return { issue: changed, fields, undecided: own.filter(needsDecision) };
}

function isUpdate(entry: Entry): entry is Entry<UpdateIssuePayload> {
  return entry.kind === updateIssue.name;
}
