import * as z from 'zod/mini';
import { type Flag, newFlagSchema } from '../../../api/bland/flags.ts';
import { type Issue, newIssueSchema } from '../../../api/bland/issues.ts';
import type { BlandApi } from '../../../api/index.ts';
import type { Creation, WriteKind } from '../kind.ts';
import { addFlag, flagStep, madeOf as madeOfFlag, verifiedFlag } from './add-flag.ts';
import { createIssue, issueStep, madeOf } from './create-issue.ts';

const schema = z.object({
  /** With the flag's call among its resources: a flag needs its call on the issue. */
  issue: newIssueSchema,
  flag: newFlagSchema,
  /** Fetch the call and check the flag's index and text first, as in `AddFlagPayload`. */
  verify: z.boolean(),
  /** The issue, once it is made: what is left to do is the flag. */
  issueId: z.optional(z.string().check(z.minLength(1))),
});

export type CreateFlaggedIssuePayload = Readonly<z.output<typeof schema>>;

export interface FlaggedIssue {
  readonly issue: Issue;
  readonly flag: Flag;
}

/** Create Issue, then Add Flag on it: one write of two steps, so that the flag waits for its issue and knows its id. */
export const createFlaggedIssue: WriteKind<CreateFlaggedIssuePayload, FlaggedIssue> = {
  name: 'issue.createFlagged',
  schema,
  // New issues are made one after the other: there is no issue yet whose order they could keep.
  issueId: () => '',
  nextStep(payload) {
    const { issueId, issue, flag, verify } = payload;
    if (issueId !== undefined) return flagOn(issueId, payload);
    return issueStep(
      issue,
      (stored) => ({ made: madeOf(stored), payload: { ...payload, issueId: stored.id } }),
      async (api, signal) => {
        // A message that is not there must not leave an issue behind.
        const checked = verify ? await verifiedFlag(api, flag, signal) : flag;
        const stored = await api.issues.create(issue, { signal });
        return { made: madeOf(stored), payload: { ...payload, flag: checked, verify: false, issueId: stored.id } };
      },
    );
  },
  apply(stores, payload, { issue, flag }) {
    createIssue.apply(stores, payload, issue);
    // The issue was read before there was a flag.
    stores.issues.put({ ...issue, flag_count: 0 });
    addFlag.apply(stores, { issueId: issue.id, flag: payload.flag, verify: false, attach: false }, flag);
  },
};

type FlagStep = Creation<CreateFlaggedIssuePayload, FlaggedIssue>;

/** Add Flag as a step. The issue, which is part of the result, is read before the write: a failure after it is ambiguous. */
function flagOn(issueId: string, { flag, verify }: CreateFlaggedIssuePayload): FlagStep {
  const withIssue = async (api: BlandApi, signal: AbortSignal): Promise<FlagStep> => {
    const issue = await api.issues.get(issueId, { signal });
    return flagStep(issueId, flag, verify, (stored) => ({
      made: madeOfFlag(stored),
      result: { issue, flag: stored },
    }));
  };
  return {
    type: 'creation',
    find: async (api, baseline, signal) => (await withIssue(api, signal)).find(api, baseline, signal),
    send: async (api, signal) => (await withIssue(api, signal)).send(api, signal),
    remove: (api, { id }, signal) => api.flags.remove(issueId, id, { signal }),
  };
}
