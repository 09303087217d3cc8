import type { WriteKind } from '../outbox.ts';
import { addFlag } from './add-flag.ts';
import { attachCall } from './attach-call.ts';
import { attachResource } from './attach-resource.ts';
import { detachResource } from './detach-resource.ts';
import { removeFlag } from './remove-flag.ts';

/** Every kind of write, one row each. */
const kinds = [addFlag, removeFlag, attachCall, attachResource, detachResource];

export const writeKinds: ReadonlyMap<string, WriteKind<unknown, unknown>> = new Map(
  kinds.map((kind) => [kind.name, kind as WriteKind<unknown, unknown>]),
);
