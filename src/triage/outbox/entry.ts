import type { BlandApi } from '../../api/index.ts';
import type { AnyStep, AnyWriteKind } from './kind.ts';
import type { WriteRow } from './write-row.ts';
import { restoreError } from './stored-error.ts';

/**
 * `waiting`, `sending`, `looking`, `asks` and `refused` are as in the database (see `RowState`). `handed-over`: another
 * window owns it now, and shows and sends it.
 */
export type EntryState =
  | 'waiting'
  | 'sending'
  | 'looking'
  | 'asks'
  | 'refused'
  | 'delivered'
  | 'discarded'
  | 'handed-over';

/** A write, from the moment a person makes it until its outcome is known. */
export interface Entry<P = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly issueId: string;
  readonly payload: P;
  /** ISO 8601, by this machine's clock. */
  readonly createdAt: string;
  readonly state: EntryState;
  readonly attempts: number;
  /** The service may have done it, although no answer said so. */
  readonly inDoubt: boolean;
  /** The reason for which it is refused, asks or waits. */
  readonly error: unknown;
  /** The service's answer, once delivered. */
  readonly result: unknown;
}

/** Returned for a write that was not delivered in time: it stays in the outbox and is still sent. */
export interface Pending {
  readonly pending: true;
  readonly entryId: string;
}

export function isPending(result: unknown): result is Pending {
  return typeof result === 'object' && result !== null && 'pending' in result && result.pending === true;
}

/** An entry with the mutable fields that the outbox works on. */
export interface OutboxRecord<Api = BlandApi, LocalStores = never> extends Entry {
  payload: unknown;
  state: EntryState;
  attempts: number;
  error: unknown;
  result: unknown;
  /** Milliseconds since 1970. */
  readonly created: number;
  account: string | null;
  baseline: unknown;
  /** Attempts at the present step that the service may have done. */
  ambiguousAttempts: number;
  /** Looks for the write since the last ambiguous attempt. */
  lookCount: number;
  /** Error by which an attempt after an ambiguous one was refused. */
  refusal: unknown;
  /** A person's decision: send it whatever is on the service, or only look for it. */
  decision: 'send' | 'look' | undefined;
  readonly writeKind: AnyWriteKind<Api, LocalStores>;
  /** Wait before the next attempt or look, milliseconds. */
  waitMs: number;
  /** Ends the wait. */
  wake: AbortController;
  /** Resolves to true once the entry is in the database, to false when it could not be stored. */
  saved: Promise<boolean>;
}

/** Tells whether an entry is over, or goes on only when a person decides. */
export function isSettled({ state }: Pick<Entry, 'state'>): boolean {
  return state !== 'waiting' && state !== 'sending' && state !== 'looking';
}

/** Tells whether a person has to decide about an entry. */
export function needsDecision({ state }: Pick<Entry, 'state'>): boolean {
  return state === 'asks' || state === 'refused';
}

/** Prefix of every entry's id, which no id of the service has. */
export const entryIdPrefix = 'outbox-';

export function newRecord<Api, LocalStores>(
  kind: AnyWriteKind<Api, LocalStores>,
  payload: unknown,
  now: Date,
): OutboxRecord<Api, LocalStores> {
  return recordOf(kind, {
    id: entryIdPrefix + crypto.randomUUID(),
    account: null,
    payload,
    baseline: null,
    attempts: 0,
    ambiguousAttempts: 0,
    error: null,
    state: 'waiting',
    created: now.getTime(),
  });
}

/** Brings a record up to date with its row, which another window or session may have changed. */
export function updateFromRow<Api, LocalStores>(record: OutboxRecord<Api, LocalStores>, row: WriteRow): void {
  const { account, payload, baseline, attempts, ambiguousAttempts } = row;
  Object.assign(record, { account, payload, baseline, attempts, ambiguousAttempts });
}

/** Returns the record of a row, as this or another process left it. */
export function recordOf<Api, LocalStores>(
  kind: AnyWriteKind<Api, LocalStores>,
  row: Pick<
    WriteRow,
    'id' | 'account' | 'payload' | 'baseline' | 'attempts' | 'ambiguousAttempts' | 'error' | 'state' | 'created'
  >,
): OutboxRecord<Api, LocalStores> {
  const { id, account, payload, baseline, attempts, ambiguousAttempts, error, state, created } = row;
  return {
    id,
    kind: kind.name,
    issueId: kind.issueId(payload),
    payload,
    created,
    createdAt: new Date(created).toISOString(),
    // A row that is checked for a surplus is delivered for everyone else.
    state: state === 'checking' ? 'delivered' : state,
    attempts,
    account,
    baseline,
    ambiguousAttempts,
    get inDoubt() {
      return this.ambiguousAttempts > 0;
    },
    lookCount: 0,
    refusal: undefined,
    decision: undefined,
    error: error === null ? undefined : restoreError(error),
    result: undefined,
    writeKind: kind,
    waitMs: 0,
    wake: new AbortController(),
    saved: Promise.resolve(true),
  };
}

/** Returns the row of a record as a waiting one; storing it sets its number and owner. */
export function rowOf<Api, LocalStores>(record: OutboxRecord<Api, LocalStores>, connection: string): WriteRow {
  const { id, kind, issueId, payload, account, baseline, attempts, ambiguousAttempts, created } = record;
  const rest = { number: 0, state: 'waiting', owner: null, error: null } as const;
  return {
    id,
    connection,
    account,
    issue: issueId,
    kind,
    payload,
    baseline,
    attempts,
    ambiguousAttempts,
    created,
    ...rest,
  };
}

/** The next request of an entry. */
export function stepOf<Api, LocalStores>(record: OutboxRecord<Api, LocalStores>): AnyStep<Api, LocalStores> {
  return record.writeKind.nextStep(record.payload);
}
