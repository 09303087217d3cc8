import * as z from 'zod/mini';
import { ApiError, NotFoundError } from '../../../api/errors.ts';
import { type Flag, flagSchema, newFlagSchema } from '../../../api/bland/flags.ts';
import { OldFlagStaysError } from '../../flags/errors.ts';
import type { Change, WriteKind } from '../kind.ts';
import { addFlag, flagStep, madeOf } from './add-flag.ts';
import { attachStep } from './attach-call.ts';
import { removeFlag, removeFlagStep } from './remove-flag.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({
  issueId: id,
  /** The flag that the new one replaces. */
  flagId: id,
  flag: newFlagSchema,
  /** As in `AddFlagPayload`, also `verify`. */
  attach: z.boolean(),
  verify: z.boolean(),
  /** The new flag, once it is made: the step that is left removes the old one. */
  made: z.optional(flagSchema),
});

export type EditFlagPayload = Readonly<z.output<typeof schema>>;

/** The API cannot change a flag, so an edit is Add Flag, then Remove Flag for the old one. */
export const editFlag: WriteKind<EditFlagPayload, Flag> = {
  name: 'flag.edit',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep(payload) {
    const { issueId, flagId, flag, attach, verify, made } = payload;
    if (made !== undefined) return removeOld(issueId, flagId, made);
    if (attach)
      return attachStep(issueId, flag.call_id, () => ({ made: null, payload: { ...payload, attach: false } }));
    return flagStep(issueId, flag, verify, (stored) => ({
      made: madeOf(stored),
      payload: { ...payload, made: stored },
    }));
  },
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

/** Statuses by which the service refuses the removal, and would again. */
const refusals: readonly number[] = [400, 403, 409, 413, 422];

/** Remove Flag for the old flag. One that somebody else has removed meanwhile counts as removed. */
function removeOld(issueId: string, flagId: string, made: Flag): Change<EditFlagPayload, Flag> {
  const done = { made: null, result: made };
  const step = removeFlagStep<EditFlagPayload, Flag>(issueId, flagId, done);
  return {
    ...step,
    async send(api, baseline, signal) {
      try {
        return await step.send(api, baseline, signal);
      } catch (error) {
        if (error instanceof NotFoundError) return done;
        if (error instanceof ApiError && refusals.includes(error.status)) throw new OldFlagStaysError(made.id, error);
        throw error;
      }
    },
  };
}
