import * as z from 'zod/mini';
import type { Issue } from '../../../api/bland/issues.ts';
import type { Change, Outcome, WriteKind } from '../kind.ts';
import { readAll } from '../list-reading.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, callId: id });

export type AttachCallPayload = Readonly<z.output<typeof schema>>;

/** Attach Call (PUT). Attaching again is a no-op for the service. */
export const attachCall: WriteKind<AttachCallPayload, Issue> = {
  name: 'call.attach',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId, callId }) => attachStep(issueId, callId, (issue) => ({ made: null, result: issue })),
  apply(stores, { issueId }, issue) {
    stores.issues.put(issue);
    // The answer is the issue, without the link.
    void stores.issues.contents(issueId).resources.load();
    void stores.issues.noteAttachedCall(issueId);
  },
};

/** Attach Call as a step. @param then returns the outcome, from the issue with the call on it */
export function attachStep<P, R>(issueId: string, callId: string, then: (issue: Issue) => Outcome<P, R>): Change<P, R> {
  return {
    type: 'change',
    isCheckedFirst: false,
    async look(api, _baseline, signal) {
      const { items } = await readAll((page) => api.resources.list(issueId, page), signal);
      const isOn = items.some((link) => link.resource_type === 'call' && link.resource_id === callId);
      if (!isOn) return { at: 'baseline', baseline: null };
      return { at: 'target', outcome: then(await api.issues.get(issueId, { signal })) };
    },
    send: async (api, _baseline, signal) => then(await api.calls.attach(issueId, callId, { signal })),
  };
}
