import * as z from 'zod/mini';
import { type Issue, issueChangeSchema } from '../../api/bland/issues.ts';
import type { WriteKind } from '../outbox.ts';

const schema = z.object({ issueId: z.string().check(z.minLength(1)), change: issueChangeSchema });

export type UpdateIssuePayload = Readonly<z.output<typeof schema>>;

/** Update Issue. It says how things shall be, so an attempt whose answer was lost is simply made again. */
export const updateIssue: WriteKind<UpdateIssuePayload, Issue> = {
  name: 'issue.update',
  schema,
  issueId: ({ issueId }) => issueId,
  send: (api, { issueId, change }, signal) => api.issues.update(issueId, change, { signal }),
  find: (api, { issueId, change }, _since, _isTaken, signal) => api.issues.update(issueId, change, { signal }),
  resultId: () => null,
  apply: (stores, _payload, issue) => stores.issues.put(issue),
};
