import * as z from 'zod/mini';
import { type Flag, type NewFlag, newFlagSchema } from '../../../api/bland/flags.ts';
import type { BlandApi } from '../../../api/index.ts';
import { verified } from '../../flags/flagging.ts';
import { readTranscript } from '../../transcript/transcript.ts';
import type { Creation, Outcome, WriteKind } from '../kind.ts';
import { isSameText } from '../same-text.ts';
import { readAll } from '../sight.ts';
import { attachStep } from './attach-call.ts';

const schema = z.object({
  issueId: z.string().check(z.minLength(1)),
  flag: newFlagSchema,
  /** The call is not on the issue yet: attach it first (Add Flag answers 409 `call_not_attached` otherwise). */
  attach: z.boolean(),
  /** Index and text were not checked against a finished call's transcript yet: fetch the call and check first. */
  verify: z.boolean(),
});

export type AddFlagPayload = Readonly<z.output<typeof schema>>;

/** Add Flag, with Attach Call before it when asked for. */
export const addFlag: WriteKind<AddFlagPayload, Flag> = {
  name: 'flag.add',
  schema,
  issueId: ({ issueId }) => issueId,
  next(payload) {
    const { issueId, flag, attach, verify } = payload;
    if (attach)
      return attachStep(issueId, flag.call_id, () => ({ made: null, payload: { ...payload, attach: false } }));
    return flagStep(issueId, flag, verify, (stored) => ({ made: madeOf(stored), result: stored }));
  },
  apply(stores, { issueId }, flag) {
    const { flags, resources } = stores.issues.contents(issueId);
    const isNew = !flags.items.some(({ id }) => id === flag.id);
    flags.put(flag);
    if (resources.loaded && !stores.issues.holds(issueId, flag.call_id)) {
      // The call was attached with it: the list has to be asked for the link.
      stores.issues.count(issueId, { resource_count: 1 });
      void resources.load();
    }
    if (isNew) stores.issues.count(issueId, { flag_count: 1 });
    stores.flagTypes.used(flag);
  },
};

export const madeOf = ({ id, author_id: author, org_id: organisation }: Flag) => ({ id, author, organisation });

/**
 * Add Flag as a step. Its place is the message: whatever is new there, by whom this key writes for, may be it.
 *
 * @param then what follows from the stored flag
 */
export function flagStep<P, R>(
  issueId: string,
  flag: NewFlag,
  verify: boolean,
  then: (stored: Flag) => Outcome<P, R>,
): Creation<P, R> {
  const isAtPlace = (stored: Flag): boolean =>
    stored.call_id === flag.call_id && stored.message_index === (flag.message_index ?? null);
  return {
    type: 'creation',
    async find(api, _before, signal) {
      const list = await readAll((cursor) => api.flags.list(issueId, { cursor, limit: 100, signal }), signal);
      const sightings = list.items.filter(isAtPlace).map((stored) => ({
        made: madeOf(stored),
        same: isSameText(flag.type, stored.type) && isSameText(flag.note ?? '', stored.note),
        likeness: JSON.stringify([stored.type, stored.note, stored.author_id]),
        outcome: then(stored),
      }));
      return { ...list, sightings };
    },
    known(stores) {
      const { flags } = stores.issues.contents(issueId);
      return flags.isWhole ? flags.items.map(({ id }) => id) : undefined;
    },
    async send(api, signal) {
      return then(await api.flags.add(issueId, verify ? await verifiedFlag(api, flag, signal) : flag, { signal }));
    },
    remove: (api, { id }, signal) => api.flags.remove(issueId, id, { signal }),
  };
}

/** The flag with its message's text as the call has it now. */
export async function verifiedFlag(api: BlandApi, flag: NewFlag, signal: AbortSignal): Promise<NewFlag> {
  if (flag.message_index === undefined) return flag;
  const transcript = readTranscript(await api.calls.details(flag.call_id, { signal }));
  const { text } = verified(transcript, { messageIndex: flag.message_index, messageText: flag.message_text });
  return text === null ? flag : { ...flag, message_text: text };
}
