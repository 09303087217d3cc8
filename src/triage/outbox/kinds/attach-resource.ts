import * as z from 'zod/mini';
import type { AttachedResource } from '../../../api/bland/resources.ts';
import type { Outcome, WriteKind } from '../kind.ts';
import { readAll } from '../list-reading.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, resourceType: id, resourceId: id });

export type AttachResourcePayload = Readonly<z.output<typeof schema>>;

/** Attach Resource (POST). A second attach is a no-op that answers with the existing link. */
export const attachResource: WriteKind<AttachResourcePayload, AttachedResource> = {
  name: 'resource.attach',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId, resourceType, resourceId }) => ({
    type: 'change',
    isCheckedFirst: false,
    async look(api, _baseline, signal) {
      const { items } = await readAll((page) => api.resources.list(issueId, page), signal);
      const link = items.find((one) => one.resource_type === resourceType && one.resource_id === resourceId);
      if (link === undefined) return { at: 'baseline', baseline: null };
      // Nothing tells whether it was there before the ambiguous attempt.
      return { at: 'target', outcome: done({ link, existed: null }) };
    },
    async send(api, _baseline, signal) {
      const resource = { resource_type: resourceType, resource_id: resourceId };
      return done(await api.resources.attach(issueId, resource, { signal }));
    },
  }),
  apply(stores, { issueId }, { link }) {
    const { resources } = stores.issues.contents(issueId);
    const isNew = !resources.items.some(({ id }) => id === link.id);
    resources.put(link);
    if (isNew) stores.issues.count(issueId, { resource_count: 1 });
    if (link.resource_type === 'call') void stores.issues.noteAttachedCall(issueId);
  },
};

const done = (result: AttachedResource): Outcome<AttachResourcePayload, AttachedResource> => ({ made: null, result });
