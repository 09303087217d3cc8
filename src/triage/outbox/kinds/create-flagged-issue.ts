import * as z from 'zod/mini';
import { type Flag, newFlagSchema } from '../../../api/bland/flags.ts';
import { type Issue, newIssueSchema } from '../../../api/bland/issues.ts';
import type { Step, WriteKind } from '../outbox.ts';
import { addFlag, type AddFlagPayload, verifiedFlag } from './add-flag.ts';
import { createIssue } from './create-issue.ts';

const schema = z.object({
  /** With the flag's call among its resources: a flag needs its call on the issue. */
  issue: newIssueSchema,
  flag: newFlagSchema,
  /** Index and text were not checked against a finished call's transcript yet: fetch the call and check first. */
  verify: z.boolean(),
  /** The issue, once it is made: what is left to do is the flag. */
  issueId: z.optional(z.string().check(z.minLength(1))),
});

export type CreateFlaggedIssuePayload = Readonly<z.output<typeof schema>>;

export interface FlaggedIssue {
  readonly issue: Issue;
  readonly flag: Flag;
}

/**
 * Create Issue, then Add Flag on it: one write of two steps, so that the flag waits for its issue and knows its id. The
 * first step is recorded before the second begins, and either is looked for before it is repeated.
 */
export const createFlaggedIssue: WriteKind<CreateFlaggedIssuePayload, FlaggedIssue> = {
  name: 'issue.createFlagged',
  schema,
  // As with every new issue, there is none yet whose order it belongs to.
  issueId: () => '',
  async send(api, payload, signal, step = unrecorded) {
    const { issueId, verify } = payload;
    if (issueId !== undefined) {
      const flag = await addFlag.send(api, flagOn(issueId, payload), signal);
      return { issue: await api.issues.get(issueId, { signal }), flag };
    }
    // A message that is not there must not leave an issue behind.
    const flag = verify ? await verifiedFlag(api, payload.flag, signal) : payload.flag;
    const issue = await api.issues.create(payload.issue, { signal });
    const next = { ...payload, flag, verify: false, issueId: issue.id };
    await step(next, issue.id);
    return { issue, flag: await addFlag.send(api, flagOn(issue.id, next), signal) };
  },
  async find(api, payload, since, isTaken, signal, step = unrecorded) {
    const known = payload.issueId;
    const issue =
      known === undefined
        ? await createIssue.find(api, payload, since, isTaken, signal)
        : await api.issues.get(known, { signal });
    if (issue === undefined) return undefined;
    // Known or found by what it says: it is made, and only the flag may be missing.
    const next = { ...payload, issueId: issue.id };
    if (known === undefined) await step(next, issue.id);
    const stored = await addFlag.find(api, flagOn(issue.id, next), since, isTaken, signal);
    return { issue, flag: stored ?? (await addFlag.send(api, flagOn(issue.id, next), signal)) };
  },
  resultId: ({ issue }) => issue.id,
  apply(stores, payload, { issue, flag }) {
    createIssue.apply(stores, payload, issue);
    // The answer to Create Issue was given before there was a flag.
    stores.issues.put({ ...issue, flag_count: 0 });
    addFlag.apply(stores, flagOn(issue.id, payload), flag);
  },
};

const unrecorded: Step<CreateFlaggedIssuePayload> = async () => undefined;

function flagOn(issueId: string, { flag, verify }: CreateFlaggedIssuePayload): AddFlagPayload {
  return { issueId, flag, verify, attach: false };
}
