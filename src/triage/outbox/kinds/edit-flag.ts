import * as z from 'zod/mini';
import { NotFoundError } from '../../../api/errors.ts';
import { type Flag, flagSchema, newFlagSchema } from '../../../api/bland/flags.ts';
import type { BlandApi } from '../../../api/index.ts';
import { OldFlagStaysError } from '../../errors.ts';
import type { Step, WriteKind } from '../outbox.ts';
import { verdict } from '../verdict.ts';
import { addFlag } from './add-flag.ts';
import { removeFlag } from './remove-flag.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({
  issueId: id,
  /** The flag that the new one takes the place of. */
  flagId: id,
  flag: newFlagSchema,
  /** As for a new flag: attach the call first. */
  attach: z.boolean(),
  verify: z.boolean(),
  /** The new flag, once it is made: what is left to do is to take the old one off. */
  made: z.optional(flagSchema),
});

export type EditFlagPayload = Readonly<z.output<typeof schema>>;

/**
 * The API cannot change a flag, so an edit is Add Flag, then Remove Flag for the old one: one write of two steps. The
 * new flag is recorded before the old one is taken off, and either is looked for before it is repeated.
 */
export const editFlag: WriteKind<EditFlagPayload, Flag> = {
  name: 'flag.edit',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, payload, signal, step = unrecorded) {
    const made = payload.made ?? (await addFlag.send(api, payload, signal));
    return finish(api, payload, made, signal, step);
  },
  async find(api, payload, since, isTaken, signal, step = unrecorded) {
    // The old flag may read as the new one does, where only its place or the spelling of its type was changed.
    const isOther = (flagId: string): boolean => flagId === payload.flagId || isTaken(flagId);
    const made = payload.made ?? (await addFlag.find(api, payload, since, isOther, signal));
    return made === undefined ? undefined : finish(api, payload, made, signal, step);
  },
  resultId: ({ id: flagId }) => flagId,
  apply(stores, payload, flag) {
    addFlag.apply(stores, payload, flag);
    removeFlag.apply(stores, payload, payload);
  },
  applyStep(stores, { issueId, made }) {
    const { flags } = stores.issues.contents(issueId);
    if (made === undefined || flags.items.some((flag) => flag.id === made.id)) return;
    flags.put(made);
    stores.issues.count(issueId, { flag_count: 1 });
  },
};

const unrecorded: Step<EditFlagPayload> = async () => undefined;

/** Takes the old flag off. One that somebody else took off meanwhile is gone, as it was meant to be. */
async function finish(
  api: BlandApi,
  payload: EditFlagPayload,
  made: Flag,
  signal: AbortSignal,
  step: Step<EditFlagPayload>,
): Promise<Flag> {
  if (payload.made === undefined) await step({ ...payload, made }, made.id);
  try {
    await api.flags.remove(payload.issueId, payload.flagId, { signal });
  } catch (error) {
    if (error instanceof NotFoundError) return made;
    throw verdict(error, 1, 0).refused ? new OldFlagStaysError(made.id, error) : error;
  }
  return made;
}
