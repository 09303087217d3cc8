import type { Clock } from '../clock.ts';
import type { EntryState, OutboxRecord } from './entry.ts';
import type { Timing } from './timing.ts';
import type { WriteRows } from './write-rows.ts';
import type { WriteScheduler } from './write-scheduler.ts';

/** Shared by the modules that work on the entries of one outbox. */
export interface OutboxContext<Api, LocalStores> {
  /** The connection's id and origin: what was written for one service is not sent to another that has the id today. */
  readonly connection: string;
  /** Returns the account whose key writes are made with now. @throws NoKeyError */
  readonly account: () => Promise<string>;
  /** Asks the service for the key's organisation, which tells whether another key is of the same account. */
  readonly organisation: (api: Api, signal: AbortSignal) => Promise<string | null>;
  /** Returns the service. Each request that writes awaits `beforeWrite` right before its first byte. */
  readonly api: (beforeWrite: () => Promise<void>) => Api;
  /** The service, refusing every request that writes. */
  readonly readOnlyApi: Api;
  readonly rows: WriteRows;
  readonly stores: LocalStores;
  readonly clock: Clock;
  readonly timing: Timing;
  /** Returns a number from 0 to 1, which spreads waits. */
  readonly random: () => number;
  readonly scheduler: WriteScheduler;
  /** Aborts when the outbox is disposed of. */
  readonly stop: AbortSignal;
  /** Sets an entry's state and fires the outbox's event. */
  readonly setState: (record: OutboxRecord<Api, LocalStores>, state: EntryState, error: unknown) => void;
}
