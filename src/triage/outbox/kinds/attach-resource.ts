import * as z from 'zod/mini';
import type { ResourceLink } from '../../../api/bland/resources.ts';
import type { WriteKind } from '../outbox.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({ issueId: id, resourceType: id, resourceId: id });

export type AttachResourcePayload = Readonly<z.output<typeof schema>>;

export interface AttachedResource {
  readonly link: ResourceLink;
  /** True when the resource was on the issue before; null when the answer does not tell. */
  readonly existed: boolean | null;
}

/** Attach Resource (POST). A second attach answers with the existing link, so it is simply made again. */
export const attachResource: WriteKind<AttachResourcePayload, AttachedResource> = {
  name: 'resource.attach',
  schema,
  issueId: ({ issueId }) => issueId,
  send: (api, { issueId, resourceType, resourceId }, signal) =>
    api.resources.attach(issueId, { resource_type: resourceType, resource_id: resourceId }, { signal }),
  find: (api, payload, _since, _isTaken, signal) => attachResource.send(api, payload, signal),
  resultId: () => null,
  apply(stores, { issueId }, { link }) {
    const { resources } = stores.issues.contents(issueId);
    const isNew = !resources.items.some(({ id }) => id === link.id);
    resources.put(link);
    if (isNew) stores.issues.count(issueId, { resource_count: 1 });
  },
};
