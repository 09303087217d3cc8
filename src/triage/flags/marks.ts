import type { Flag } from '../../api/bland/flags.ts';
import type { FlagState } from '../../shared/transcript.ts';
import { type Entry, needsDecision } from '../outbox/outbox.ts';
import { type WaitReason, waitReason } from '../outbox/wait-reason.ts';
import { addFlag, type AddFlagPayload } from '../outbox/kinds/add-flag.ts';
import { editFlag, type EditFlagPayload } from '../outbox/kinds/edit-flag.ts';
import { removeFlag, type RemoveFlagPayload } from '../outbox/kinds/remove-flag.ts';
import type { Session } from '../sessions/session.ts';

/** A flag as the user sees it: stored, being added, or being removed. */
export interface IssueFlag {
  /** The flag's id, or its outbox entry's while it is not stored. */
  readonly id: string;
  readonly callId: string;
  readonly messageIndex: number | null;
  readonly messageText: string | null;
  readonly type: string;
  readonly note: string;
  /** The author's user id; null while it is not stored, and where the service does not say. */
  readonly authorId: string | null;
  /** ISO 8601; null while it is not stored, and where the service does not say. */
  readonly createdAt: string | null;
  /** The node that the agent was in. */
  readonly nodeId: string | null;
  readonly nodeName: string | null;
  /** Time of its message, seconds since the call began; null where the call has not been read. */
  readonly seconds: number | null;
  readonly state: FlagState;
  /** The reason a change of it cannot be sent yet; null for none. */
  readonly waitsFor: WaitReason | null;
  /** Error of a failed flag. */
  readonly error: unknown;
}

/** Returns the flags of an issue: the stored ones first, then those in the outbox. */
export function flagsOf(
  issueId: string,
  stored: readonly Flag[],
  { outbox, transcripts }: Pick<Session, 'outbox' | 'transcripts'>,
): readonly IssueFlag[] {
  const { status } = outbox;
  const secondsOf = (callId: string, index: number | null): number | null =>
    index === null ? null : transcripts.secondsOf(callId, index);
  const entries = outbox.entries.filter((entry) => entry.issueId === issueId);
  const removing = new Map(entries.filter(isRemoval).map((entry) => [entry.payload.flagId, entry]));
  const replacing = new Map(entries.filter(isEdit).map((entry) => [entry.payload.flagId, entry]));
  return [
    ...stored.map((flag) => {
      const [removal, edit] = [removing.get(flag.id), replacing.get(flag.id)];
      const seconds = secondsOf(flag.call_id, flag.message_index);
      return { ...storedFlag(flag, removal, edit), seconds, waitsFor: waitReason(removal ?? edit, status) };
    }),
    ...entries.filter(isUnmade).map((entry) => {
      const { call_id: callId, message_index: index = null } = entry.payload.flag;
      return { ...unsentFlag(entry), seconds: secondsOf(callId, index), waitsFor: waitReason(entry, status) };
    }),
  ];
}

type Bare = Omit<IssueFlag, 'seconds' | 'waitsFor'>;

function storedFlag(flag: Flag, removal: Entry | undefined, edit: Entry<EditFlagPayload> | undefined): Bare {
  // The new flag is there, and what is left to decide is what becomes of this one.
  const left = edit !== undefined && needsDecision(edit) && edit.payload.made !== undefined ? edit : undefined;
  const leaving = [removal, edit].some((entry) => entry !== undefined && !needsDecision(entry));
  return {
    id: left?.id ?? flag.id,
    callId: flag.call_id,
    messageIndex: flag.message_index,
    messageText: flag.message_text,
    type: flag.type,
    note: flag.note,
    authorId: flag.author_id,
    createdAt: flag.created_at,
    nodeId: flag.node_id,
    nodeName: flag.node_name,
    state: leaving ? 'removing' : left === undefined ? 'stored' : 'failed',
    error: left?.error,
  };
}

function unsentFlag(entry: Entry<Pick<AddFlagPayload, 'flag'>>): Bare {
  const { flag } = entry.payload;
  return {
    id: entry.id,
    callId: flag.call_id,
    messageIndex: flag.message_index ?? null,
    messageText: flag.message_text ?? null,
    type: flag.type,
    note: flag.note ?? '',
    authorId: null,
    createdAt: null,
    nodeId: flag.node_id ?? null,
    nodeName: flag.node_name ?? null,
    state: needsDecision(entry) ? 'failed' : 'pending',
    error: needsDecision(entry) ? entry.error : undefined,
  };
}

function isRemoval(entry: Entry): entry is Entry<RemoveFlagPayload> {
  return entry.kind === removeFlag.name;
}

function isEdit(entry: Entry): entry is Entry<EditFlagPayload> {
  return entry.kind === editFlag.name;
}

/** Tells whether an entry makes a flag. */
export function isFlagWrite(entry: Entry): entry is Entry<AddFlagPayload | EditFlagPayload> {
  return entry.kind === addFlag.name || isEdit(entry);
}

/** Tells whether an entry makes a flag, new or replacing another, that is not stored yet. */
export function isUnmade(entry: Entry): entry is Entry<AddFlagPayload | EditFlagPayload> {
  return isFlagWrite(entry) && !('made' in entry.payload && entry.payload.made !== undefined);
}
