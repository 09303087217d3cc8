import type { WriteKind } from '../outbox.ts';
import { addComment } from './add-comment.ts';
import { addFlag } from './add-flag.ts';
import { attachCall } from './attach-call.ts';
import { attachResource } from './attach-resource.ts';
import { detachResource } from './detach-resource.ts';
import { promptNorm } from './prompt-norm.ts';
import { removeFlag } from './remove-flag.ts';

/** Every kind of write, one row each. */
const kinds = [addFlag, removeFlag, attachCall, attachResource, detachResource, addComment, promptNorm];

export const writeKinds: ReadonlyMap<string, WriteKind<unknown, unknown>> = new Map(
  kinds.map((kind) => [kind.name, kind as WriteKind<unknown, unknown>]),
);
