import type * as z from 'zod/mini';
import type { BlandApi } from '../../api/index.ts';
import type { StoredEntry } from '../journal/records.ts';
import { restoreError } from '../journal/stored-error.ts';
import type { Stores } from '../stores.ts';

/**
 * Records that a step of a write of several is done: the payload says from here on what is left to do. Where it cannot be
 * recorded the next step begins all the same: after a crash, what was done is looked for.
 *
 * @param madeId the object that the step made: no other entry is taken for that one
 */
export type Step<P> = (payload: P, madeId: string) => Promise<void>;

/** What a kind of write needs to be looked up again: everything else about it is the kind's own business. */
export interface WriteKind<P, R, Api = BlandApi, Kept = Stores> {
  readonly name: string;
  /** What a payload must be to be sent: it may come from a file. */
  readonly schema: z.ZodMiniType<P>;
  /** The issue whose order the write belongs to. */
  issueId(payload: P): string;
  /** @param step given by the outbox to every attempt */
  send(api: Api, payload: P, signal: AbortSignal, step?: Step<P>): Promise<R>;
  /**
   * Looks for this very write on the server after a failure that may have come after the server had done it. The API
   * has no idempotency key, so this is what keeps a write from being done twice.
   *
   * @param since ISO time at which the write was first made; what is older is somebody else's.
   * @param isTaken says of a server object's id that another entry has already been found to be it.
   */
  find(
    api: Api,
    payload: P,
    since: string,
    isTaken: (id: string) => boolean,
    signal: AbortSignal,
    step?: Step<P>,
  ): Promise<R | undefined>;
  /** The id of the server object that a result is; null when a write makes none. */
  resultId(result: R): string | null;
  /** Brings what is loaded up to date with the server's answer. */
  apply(stores: Kept, payload: P, result: R): void;
  /** Brings what is loaded up to date with the steps that are done while the write is not: only for a write of several. */
  applyStep?(stores: Kept, payload: P): void;
}

/** A kind of write of a service, whatever its payload. */
export type AnyWrite<Api> = WriteKind<unknown, unknown, Api, unknown>;

/** `handed-over`: another window has taken the entry over, and shows and sends it. */
export type EntryState = 'waiting' | 'sending' | 'refused' | 'delivered' | 'discarded' | 'handed-over';

/** One write, from the moment a person made it until the server's answer is known. */
export interface Entry<P = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly issueId: string;
  readonly payload: P;
  readonly createdAt: string;
  readonly state: EntryState;
  readonly attempts: number;
  /** Why it is refused, or why it waits. */
  readonly error: unknown;
  /** The server's answer, once delivered. */
  readonly result: unknown;
}

/** What a caller gets for a write that was not delivered in time: it is kept and will be. */
export interface Pending {
  readonly pending: true;
  readonly entryId: string;
}

/** An entry as the outbox works on it. */
export interface OutboxRecord<Api = BlandApi> extends Entry {
  payload: unknown;
  state: EntryState;
  attempts: number;
  error: unknown;
  result: unknown;
  /** An attempt may have reached the server: look before sending again. */
  ambiguous: boolean;
  readonly write: AnyWrite<Api>;
  /** How long to wait before the next attempt, milliseconds. */
  waitMs: number;
  /** Ends the wait before the next attempt. */
  nudge: AbortController;
  /** Resolves to whether what it says is on the disk. */
  saved: Promise<boolean>;
}

/** An entry's end, or the point from which only the user can go on. */
export function isSettled({ state }: Entry): boolean {
  return state !== 'waiting' && state !== 'sending';
}

/** How long a request whose answer nobody waits for any more may still be under way at the service, milliseconds. */
const settleMs = 5_000;

/** What every entry's id begins with, and no id of the service. */
export const entryIdPrefix = 'outbox-';

export function newRecord<Api>(write: AnyWrite<Api>, payload: unknown, now: Date): OutboxRecord<Api> {
  return {
    id: entryIdPrefix + crypto.randomUUID(),
    kind: write.name,
    issueId: write.issueId(payload),
    payload,
    createdAt: now.toISOString(),
    state: 'waiting',
    attempts: 0,
    error: undefined,
    result: undefined,
    ambiguous: false,
    write,
    waitMs: 0,
    nudge: new AbortController(),
    saved: Promise.resolve(true),
  };
}

/**
 * An entry that another process began. Whatever its journal says, it may have been sent: the line that says so may be
 * among those that were cut off. So it is looked for first.
 */
export function recoveredRecord<Api>(stored: StoredEntry, write: AnyWrite<Api>, now: Date): OutboxRecord<Api> {
  const sinceSent = stored.sentAt === null ? settleMs : now.getTime() - Date.parse(stored.sentAt);
  return {
    ...newRecord(write, stored.payload, now),
    id: stored.id,
    createdAt: stored.createdAt,
    state: stored.state,
    attempts: stored.attempts,
    error: stored.error === null ? undefined : restoreError(stored.error),
    ambiguous: true,
    waitMs: Math.min(settleMs, Math.max(0, settleMs - sinceSent)),
  };
}

/** What the journal keeps of an entry. */
export function toStored<Api>(record: OutboxRecord<Api>, connectionId: string): StoredEntry {
  const { id, kind, payload, createdAt, attempts, ambiguous } = record;
  const sentAt = ambiguous ? createdAt : null;
  return { id, connectionId, kind, payload, createdAt, state: 'waiting', attempts, sentAt, error: null };
}
