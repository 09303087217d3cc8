import * as z from 'zod/mini';
import { NotFoundError } from '../../../api/errors.ts';
import type { BlandApi } from '../../../api/index.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
/** Either the link's own id, or the call that is attached. */
const schema = z.union([z.object({ issueId: id, linkId: id }), z.object({ issueId: id, callId: id })]);

export type DetachResourcePayload = Readonly<z.output<typeof schema>>;

/** Remove Resource by its link, or Detach Call by the call. */
export const detachResource: WriteKind<DetachResourcePayload, { readonly detached: true }> = {
  name: 'resource.detach',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, payload, signal) {
    await detach(api, payload, signal);
    return { detached: true };
  },
  async find(api, payload, _since, _isTaken, signal) {
    // Detaching is not idempotent: a second one answers 404, which after a lost answer means that it is done.
    try {
      await detach(api, payload, signal);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    return { detached: true };
  },
  resultId: () => null,
  apply(stores, payload) {
    const { resources } = stores.issues.contents(payload.issueId);
    const link = resources.items.find((one) =>
      'linkId' in payload ? one.id === payload.linkId : one.resource_id === payload.callId,
    );
    if (link === undefined) return;
    resources.remove(link.id);
    stores.issues.count(payload.issueId, { resource_count: -1 });
  },
};

function detach(api: BlandApi, payload: DetachResourcePayload, signal: AbortSignal): Promise<void> {
  return 'linkId' in payload
    ? api.resources.detach(payload.issueId, payload.linkId, { signal })
    : api.calls.detach(payload.issueId, payload.callId, { signal });
}
