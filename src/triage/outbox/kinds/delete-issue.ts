import * as z from 'zod/mini';
import { NotFoundError } from '../../../api/errors.ts';
import type { WriteKind } from '../kind.ts';

const schema = z.object({ issueId: z.string().check(z.minLength(1)) });

export type DeleteIssuePayload = Readonly<z.output<typeof schema>>;

/** Delete Issue. After an ambiguous attempt, an issue that is gone counts as deleted. */
export const deleteIssue: WriteKind<DeleteIssuePayload, { readonly issueId: string }> = {
  name: 'issue.delete',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId }) => ({
    type: 'change',
    isCheckedFirst: false,
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
  touchedIssues: () => [],
  apply: (stores, { issueId }) => stores.issues.remove(issueId),
};
