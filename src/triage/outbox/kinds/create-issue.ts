import * as z from 'zod/mini';
import { type Issue, type NewIssue, newIssueSchema } from '../../../api/bland/issues.ts';
import type { Creation, Outcome, WriteKind } from '../kind.ts';
import { isSameText } from '../same-text.ts';
import { readNewest } from '../list-reading.ts';

const schema = z.object({ issue: newIssueSchema });

export type CreateIssuePayload = Readonly<z.output<typeof schema>>;

/** Create Issue. */
export const createIssue: WriteKind<CreateIssuePayload, Issue> = {
  name: 'issue.create',
  schema,
  // New issues are made one after the other: there is no issue yet whose order they could keep.
  issueId: () => '',
  nextStep: ({ issue }) =>
    issueStep(
      issue,
      (stored) => ({ made: madeOf(stored), result: stored }),
      async (api, signal) => {
        const stored = await api.issues.create(issue, { signal });
        return { made: madeOf(stored), result: stored };
      },
    ),
  apply(stores, payload, issue) {
    stores.issues.add(issue);
    const hasCall = payload.issue.resource_links?.some((link) => link.resource_type === 'call') === true;
    if (hasCall) void stores.issues.noteAttachedCall(issue.id);
  },
};

export const madeOf = ({ id, author_id: author, org_id: organisation }: Issue) => ({ id, author, organisation });

/**
 * Create Issue as a step. Its place is the list of all issues, newest first.
 *
 * @param then returns the outcome of an issue that is found
 */
export function issueStep<P, R>(
  issue: NewIssue,
  then: (stored: Issue) => Outcome<P, R>,
  send: Creation<P, R>['send'],
): Creation<P, R> {
  return {
    type: 'creation',
    async find(api, baseline, signal) {
      const filter = { sort: 'created_at', order: 'desc' } as const;
      const list = await readNewest((page) => api.issues.list(filter, page), baseline, signal);
      const objects = list.items.map((stored) => ({
        made: madeOf(stored),
        isSame: isSame(issue, stored),
        outcome: then(stored),
      }));
      return { ...list, objects };
    },
    send,
  };
}

function isSame(issue: NewIssue, stored: Issue): boolean {
  return (
    isSameText(issue.title, stored.title) &&
    isSameText(issue.description ?? '', stored.description) &&
    isSameText(issue.category, stored.category) &&
    issue.severity === stored.severity
  );
}
