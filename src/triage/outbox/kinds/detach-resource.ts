import * as z from 'zod/mini';
import { ChangedMeanwhileError } from '../errors.ts';
import type { Change, WriteKind } from '../kind.ts';
import { isAbsenceCertain, readAll, unclearState } from '../list-reading.ts';
import { removal } from './removal.ts';

const id = z.string().check(z.minLength(1));
/** Either the link's own id, or the call that is attached. */
const schema = z.union([z.object({ issueId: id, linkId: id }), z.object({ issueId: id, callId: id })]);

export type DetachResourcePayload = Readonly<z.output<typeof schema>>;

interface DetachedResource {
  readonly detached: true;
}

const done = { made: null, result: { detached: true } } as const;

/** Remove Resource by its link, or Detach Call by the call. */
export const detachResource: WriteKind<DetachResourcePayload, DetachedResource> = {
  name: 'resource.detach',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep(payload) {
    const { issueId } = payload;
    if ('callId' in payload) return detachCall(issueId, payload.callId);
    const { linkId } = payload;
    return removal({
      id: linkId,
      list: (api, page) => api.resources.list(issueId, page),
      remove: (api, options) => api.resources.detach(issueId, linkId, options),
      done,
    });
  },
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

/** The call's link at the first look, null for none. `again`: a look after an ambiguous attempt saw it again. */
const baselineSchema = z.object({ linkId: z.nullable(id), again: z.boolean() });

/**
 * Detach Call as a step. It removes whatever link the call has at that moment, which is right once only: repeated, it would
 * undo a link that a colleague has made since. So the repetition is Remove Resource for the link that was seen.
 */
function detachCall(issueId: string, callId: string): Change<DetachResourcePayload, DetachedResource> {
  return {
    type: 'change',
    isCheckedFirst: true,
    async look(api, baseline, signal) {
      const list = await readAll((page) => api.resources.list(issueId, page), signal);
      const link = list.items.find((one) => one.resource_type === 'call' && one.resource_id === callId);
      const seen = baselineSchema.safeParse(baseline).data;
      if (seen === undefined) return { at: 'baseline', baseline: { linkId: link?.id ?? null, again: false } };
      if (seen.linkId !== null && list.ids.includes(seen.linkId)) {
        return { at: 'baseline', baseline: { ...seen, again: true } };
      }
      // The call was not on the issue at the first look: nobody can say who made this link.
      if (link !== undefined && seen.linkId === null) return { at: 'elsewhere', error: new ChangedMeanwhileError() };
      return isAbsenceCertain(list) ? { at: 'target', outcome: done } : unclearState();
    },
    async send(api, baseline, signal) {
      const seen = baselineSchema.safeParse(baseline).data;
      const linkId = seen?.again === true ? seen.linkId : null;
      if (linkId !== null) await api.resources.detach(issueId, linkId, { signal });
      else await api.calls.detach(issueId, callId, { signal });
      return done;
    },
  };
}
