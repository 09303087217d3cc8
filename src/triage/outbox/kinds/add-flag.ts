import * as z from 'zod/mini';
import { type Flag, type NewFlag, newFlagSchema } from '../../../api/bland/flags.ts';
import type { BlandApi } from '../../../api/index.ts';
import { allItems } from '../../../api/pages.ts';
import { probableFlagType } from '../../../shared/transcript.ts';
import { verified } from '../../flagging.ts';
import type { WriteKind } from '../outbox.ts';
import { readTranscript } from '../../transcript.ts';
import { madeSince } from './made-since.ts';

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
  async send(api, { issueId, flag, attach, verify }, signal) {
    const checked = verify ? await verifiedFlag(api, flag, signal) : flag;
    // Attaching again is a no-op for the service, so a second attempt needs no look first.
    if (attach) await api.calls.attach(issueId, flag.call_id, { signal });
    return api.flags.add(issueId, checked, { signal });
  },
  async find(api, { issueId, flag }, since, isTaken, signal) {
    const type = probableFlagType(flag.type);
    for await (const stored of allItems((cursor) => api.flags.list(issueId, { cursor, limit: 100, signal }))) {
      const same =
        stored.call_id === flag.call_id &&
        stored.message_index === (flag.message_index ?? null) &&
        probableFlagType(stored.type) === type &&
        stored.note === (flag.note ?? '') &&
        madeSince(stored.created_at, since) &&
        !isTaken(stored.id);
      if (same) return stored;
    }
    return undefined;
  },
  resultId: ({ id }) => id,
  apply(stores, { issueId }, flag) {
    const { flags } = stores.issues.contents(issueId);
    const isNew = !flags.items.some(({ id }) => id === flag.id);
    flags.put(flag);
    if (isNew) stores.issues.count(issueId, { flag_count: 1 });
    stores.flagTypes.used(flag);
  },
};

/** The flag with its message's text as the call has it now. */
export async function verifiedFlag(api: BlandApi, flag: NewFlag, signal: AbortSignal): Promise<NewFlag> {
  if (flag.message_index === undefined) return flag;
  const transcript = readTranscript(await api.calls.details(flag.call_id, { signal }));
  const { text } = verified(transcript, { messageIndex: flag.message_index, messageText: flag.message_text });
  return text === null ? flag : { ...flag, message_text: text };
}
