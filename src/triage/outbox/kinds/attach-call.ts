import * as z from 'zod/mini';
import type { Issue } from '../../../api/bland/issues.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, callId: id });

export type AttachCallPayload = Readonly<z.output<typeof schema>>;

/** Attach Call (PUT). Idempotent, so an attempt whose answer was lost is simply made again. */
export const attachCall: WriteKind<AttachCallPayload, Issue> = {
  name: 'call.attach',
  schema,
  issueId: ({ issueId }) => issueId,
  send: (api, { issueId, callId }, signal) => api.calls.attach(issueId, callId, { signal }),
  find: (api, { issueId, callId }, _since, _isTaken, signal) => api.calls.attach(issueId, callId, { signal }),
  resultId: () => null,
  apply(stores, { issueId }, issue) {
    stores.issues.put(issue);
    // The answer is the issue, not the link: the list has to be asked for it.
    void stores.issues.contents(issueId).resources.load();
  },
};
