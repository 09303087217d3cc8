import * as z from 'zod/mini';
import { type Flag, type NewFlag, newFlagSchema } from '../../../api/bland/flags.ts';
import type { BlandApi } from '../../../api/index.ts';
import { verifiedMessage } from '../../flags/verified-message.ts';
import { readTranscript } from '../../transcript/transcript.ts';
import type { Creation, Outcome, WriteKind } from '../kind.ts';
import { isSameText } from '../same-text.ts';
import { readAll } from '../list-reading.ts';
import { attachStep } from './attach-call.ts';

const schema = z.object({
  issueId: z.string().check(z.minLength(1)),
  flag: newFlagSchema,
  /** Attach the call to the issue first: otherwise Add Flag answers 409 `call_not_attached`. */
  attach: z.boolean(),
  /** Fetch the call and check index and text first: no transcript of a finished call was loaded to check them against. */
  verify: z.boolean(),
});

export type AddFlagPayload = Readonly<z.output<typeof schema>>;

/** Add Flag, with Attach Call before it when asked for. */
export const addFlag: WriteKind<AddFlagPayload, Flag> = {
  name: 'flag.add',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep(payload) {
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
 * Add Flag as a step. Its place is the message: whatever is new there may be the flag.
 *
 * @param then returns the outcome of the stored flag
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
    async find(api, _baseline, signal) {
      const list = await readAll((page) => api.flags.list(issueId, page), signal);
      const objects = list.items.filter(isAtPlace).map((stored) => ({
        made: madeOf(stored),
        isSame: isSameText(flag.type, stored.type) && isSameText(flag.note ?? '', stored.note),
        duplicateKey: JSON.stringify([stored.type, stored.note, stored.author_id]),
        outcome: then(stored),
      }));
      return { ...list, objects };
    },
    knownIds(stores) {
      const { flags } = stores.issues.contents(issueId);
      return flags.isWhole ? flags.items.map(({ id }) => id) : undefined;
    },
    async send(api, signal) {
      return then(await api.flags.add(issueId, verify ? await verifiedFlag(api, flag, signal) : flag, { signal }));
    },
    remove: (api, { id }, signal) => api.flags.remove(issueId, id, { signal }),
  };
}

/** Returns the flag with the text its message has now. @throws ApproximateIndexError, MessageNotFoundError, MessageMismatchError, ServiceError */
export async function verifiedFlag(api: BlandApi, flag: NewFlag, signal: AbortSignal): Promise<NewFlag> {
  if (flag.message_index === undefined) return flag;
  const transcript = readTranscript(await api.calls.details(flag.call_id, { signal }));
  const { text } = verifiedMessage(transcript, { messageIndex: flag.message_index, messageText: flag.message_text });
  return text === null ? flag : { ...flag, message_text: text };
}
