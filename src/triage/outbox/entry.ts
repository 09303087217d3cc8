import type { BlandApi } from '../../api/index.ts';
import type { AnyWrite } from './kind.ts';
import type { WriteRow } from './row.ts';
import { restoreError } from './stored-error.ts';

/** `handed-over`: another window has it, and shows and sends it. */
export type EntryState =
  | 'waiting'
  | 'sending'
  | 'looking'
  | 'asks'
  | 'refused'
  | 'delivered'
  | 'discarded'
  | 'handed-over';

/** One write, from the moment a person made it until it is known what became of it. */
export interface Entry<P = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly issueId: string;
  readonly payload: P;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly state: EntryState;
  readonly attempts: number;
  /** It may have been stored, although no answer said so. */
  readonly inDoubt: boolean;
  /** Why it is refused, why it asks, or why it waits. */
  readonly error: unknown;
  /** The service's answer, once delivered. */
  readonly result: unknown;
}

/** What a caller gets for a write that was not delivered in time: it is kept and will be. */
export interface Pending {
  readonly pending: true;
  readonly entryId: string;
}

/** An entry as the outbox works on it. */
export interface OutboxRecord<Api = BlandApi, Kept = never> extends Entry {
  payload: unknown;
  state: EntryState;
  attempts: number;
  error: unknown;
  result: unknown;
  /** Milliseconds since 1970. */
  readonly created: number;
  account: string | null;
  baseline: unknown;
  /** How many attempts at the present step may have been done. */
  doubts: number;
  /** How often it was looked for since the last of them. */
  looks: number;
  /** What a later attempt was refused with, while an earlier one may have been done. */
  refusal: unknown;
  /** A person has said that it is sent whatever stands there, or looked for only. */
  word: 'send' | 'look' | undefined;
  readonly write: AnyWrite<Api, Kept>;
  /** How long to wait before what comes next, milliseconds. */
  waitMs: number;
  /** Ends a wait. */
  nudge: AbortController;
  /** Resolves to whether it is in the database. */
  saved: Promise<boolean>;
}

/** Whether an entry is over, or goes on only by a person's word. */
export function isSettled({ state }: Pick<Entry, 'state'>): boolean {
  return state !== 'waiting' && state !== 'sending' && state !== 'looking';
}

/** Whether a person decides what becomes of an entry. */
export function needsDecision({ state }: Pick<Entry, 'state'>): boolean {
  return state === 'asks' || state === 'refused';
}

/** What every entry's id begins with, and no id of the service. */
export const entryIdPrefix = 'outbox-';

export function newRecord<Api, Kept>(write: AnyWrite<Api, Kept>, payload: unknown, now: Date): OutboxRecord<Api, Kept> {
  return recordOf(write, {
    id: entryIdPrefix + crypto.randomUUID(),
    account: null,
    payload,
    baseline: null,
    attempts: 0,
    doubts: 0,
    error: null,
    state: 'waiting',
    created: now.getTime(),
  });
}

/** Brings a record up to date with its row, which another window or session may have changed. */
export function takeRow<Api, Kept>(record: OutboxRecord<Api, Kept>, row: WriteRow): void {
  const { account, payload, baseline, attempts, doubts } = row;
  Object.assign(record, { account, payload, baseline, attempts, doubts });
}

/** The record of a row, as this or another process left it. */
export function recordOf<Api, Kept>(
  write: AnyWrite<Api, Kept>,
  row: Pick<
    WriteRow,
    'id' | 'account' | 'payload' | 'baseline' | 'attempts' | 'doubts' | 'error' | 'state' | 'created'
  >,
): OutboxRecord<Api, Kept> {
  const { id, account, payload, baseline, attempts, doubts, error, state, created } = row;
  return {
    id,
    kind: write.name,
    issueId: write.issueId(payload),
    payload,
    created,
    createdAt: new Date(created).toISOString(),
    // What is being checked is delivered as far as anybody sees.
    state: state === 'checking' ? 'delivered' : state,
    attempts,
    account,
    baseline,
    doubts,
    get inDoubt() {
      return this.doubts > 0;
    },
    looks: 0,
    refusal: undefined,
    word: undefined,
    error: error === null ? undefined : restoreError(error),
    result: undefined,
    write,
    waitMs: 0,
    nudge: new AbortController(),
    saved: Promise.resolve(true),
  };
}

/** The row of a record that is waited with, whose owner its storing decides. */
export function rowOf<Api, Kept>(record: OutboxRecord<Api, Kept>, connection: string): WriteRow {
  const { id, kind, issueId, payload, account, baseline, attempts, doubts, created } = record;
  const rest = { number: 0, state: 'waiting', owner: null, error: null } as const;
  return { id, connection, account, issue: issueId, kind, payload, baseline, attempts, doubts, created, ...rest };
}
