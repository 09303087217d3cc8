import * as z from 'zod/mini';
import { NotFoundError } from '../../../api/errors.ts';
import type { WriteKind } from '../outbox.ts';

const schema = z.object({ issueId: z.string().check(z.minLength(1)) });

export type DeleteIssuePayload = Readonly<z.output<typeof schema>>;

/** Delete Issue. An issue that is gone after a lost answer is what was wanted. */
export const deleteIssue: WriteKind<DeleteIssuePayload, { readonly issueId: string }> = {
  name: 'issue.delete',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, { issueId }, signal) {
    await api.issues.remove(issueId, { signal });
    return { issueId };
  },
  async find(api, { issueId }, _since, _isTaken, signal) {
    try {
      await api.issues.remove(issueId, { signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    return { issueId };
  },
  resultId: () => null,
  apply: (stores, { issueId }) => stores.issues.remove(issueId),
};
