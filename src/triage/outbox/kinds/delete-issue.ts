import * as z from 'zod/mini';
import { NotFoundError } from '../../../api/errors.ts';
import type { WriteKind } from '../kind.ts';

const schema = z.object({ issueId: z.string().check(z.minLength(1)) });

export type DeleteIssuePayload = Readonly<z.output<typeof schema>>;

/** Delete Issue. After doubt, an issue that is gone is what was wanted. */
export const deleteIssue: WriteKind<DeleteIssuePayload, { readonly issueId: string }> = {
  name: 'issue.delete',
  schema,
  issueId: ({ issueId }) => issueId,
  next: ({ issueId }) => ({
    type: 'change',
    checked: false,
    async look(api, _baseline, signal) {
      try {
        await api.issues.get(issueId, { signal });
      } catch (error) {
        if (error instanceof NotFoundError) return { at: 'target', outcome: { made: null, result: { issueId } } };
        throw error;
      }
      return { at: 'baseline', baseline: null };
    },
    async send(api, _baseline, signal) {
      await api.issues.remove(issueId, { signal });
      return { made: null, result: { issueId } };
    },
  }),
  touched: () => [],
  apply: (stores, { issueId }) => stores.issues.remove(issueId),
};
