import * as z from 'zod/mini';
import { type Issue, newIssueSchema } from '../../../api/bland/issues.ts';
import { allItems } from '../../../api/pages.ts';
import type { WriteKind } from '../outbox.ts';
import { madeSince } from './made-since.ts';

const schema = z.object({ issue: newIssueSchema });

export type CreateIssuePayload = Readonly<z.output<typeof schema>>;

/** Create Issue. Sent twice it would make two, so after a lost answer the newest issues are looked through. */
export const createIssue: WriteKind<CreateIssuePayload, Issue> = {
  name: 'issue.create',
  schema,
  // New issues are made one after the other: there is none yet whose order they belong to.
  issueId: () => '',
  send: (api, { issue }, signal) => api.issues.create(issue, { signal }),
  async find(api, { issue }, since, isTaken, signal) {
    const page = (cursor: string | undefined) =>
      api.issues.list({ sort: 'created_at', order: 'desc' }, { cursor, limit: 100, signal });
    for await (const stored of allItems(page)) {
      if (!madeSince(stored.created_at, since)) return undefined;
      const same =
        stored.title === issue.title &&
        stored.severity === issue.severity &&
        stored.category === issue.category &&
        words(stored.description) === words(issue.description ?? '') &&
        !isTaken(stored.id);
      if (same) return stored;
    }
    return undefined;
  },
  resultId: ({ id }) => id,
  apply: (stores, _payload, issue) => stores.issues.add(issue),
};

/** A text whatever its line breaks: the service does not say that it keeps them. */
function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
