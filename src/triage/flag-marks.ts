import type { Flag } from '../api/bland/flags.ts';
import type { FlagState } from '../shared/transcript.ts';
import type { Entry, Outbox } from './outbox.ts';
import { addFlag, type AddFlagPayload } from './writes/add-flag.ts';
import { removeFlag, type RemoveFlagPayload } from './writes/remove-flag.ts';

/** A flag as it stands for the user: on the server, on its way there, or on its way out. */
export interface IssueFlag {
  /** The flag's id, or its outbox entry's while it is not stored. */
  readonly id: string;
  readonly callId: string;
  readonly messageIndex: number | null;
  readonly messageText: string | null;
  readonly type: string;
  readonly note: string;
  readonly state: FlagState;
  /** What a failed flag failed with. */
  readonly error: unknown;
}

/** An issue's flags, those of the server first, then those still in the outbox. */
export function flagsOf(issueId: string, stored: readonly Flag[], outbox: Outbox): readonly IssueFlag[] {
  const entries = outbox.entries.filter((entry) => entry.issueId === issueId);
  const removing = new Map(entries.filter(isRemoval).map((entry) => [entry.payload.flagId, entry]));
  return [
    ...stored.map((flag) => storedFlag(flag, removing.get(flag.id))),
    ...entries.filter(isAddition).map((entry) => unsentFlag(entry)),
  ];
}

function storedFlag(flag: Flag, removal: Entry | undefined): IssueFlag {
  return {
    id: flag.id,
    callId: flag.call_id,
    messageIndex: flag.message_index,
    messageText: flag.message_text,
    type: flag.type,
    note: flag.note,
    state: removal === undefined || removal.state === 'refused' ? 'stored' : 'removing',
    error: undefined,
  };
}

function unsentFlag(entry: Entry<AddFlagPayload>): IssueFlag {
  const { flag } = entry.payload;
  return {
    id: entry.id,
    callId: flag.call_id,
    messageIndex: flag.message_index ?? null,
    messageText: flag.message_text ?? null,
    type: flag.type,
    note: flag.note ?? '',
    state: entry.state === 'refused' ? 'failed' : 'pending',
    error: entry.state === 'refused' ? entry.error : undefined,
  };
}

function isRemoval(entry: Entry): entry is Entry<RemoveFlagPayload> {
  return entry.kind === removeFlag.name;
}

function isAddition(entry: Entry): entry is Entry<AddFlagPayload> {
  return entry.kind === addFlag.name;
}
