/** The database's thread: a disk that is slow to sync, or another process's lock, blocks it and nothing else. */
import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from './connection.ts';
import type { Statement, StorageReport } from './database.ts';
import type { StorageFault } from './errors.ts';
import { storageError } from './sqlite.ts';

export type Order =
  | { readonly order: 'read'; readonly statement: Statement }
  | { readonly order: 'write'; readonly statements: readonly Statement[] }
  | { readonly order: 'version' }
  | { readonly order: 'close' };

export type Told =
  | { readonly report: StorageReport }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly fault: StorageFault; readonly cause: number | string | null };

export interface ThreadData {
  readonly file: string;
  readonly busy: number;
  /** Id of the last order that was committed: known also when the thread ends before it has answered. */
  readonly committed: Int32Array;
}

const { file, busy, committed } = workerData as ThreadData;
const tell = (told: Told): void => parentPort?.postMessage(told);
const connection = new Connection({ file, busy, report: (report) => tell({ report }) });

function obey(id: number, order: Order): unknown {
  if (order.order === 'read') return connection.read(order.statement.sql, order.statement.params);
  if (order.order === 'version') return connection.version();
  if (order.order === 'close') return connection.close();
  const done = connection.transact(order.statements);
  if (done) Atomics.store(committed, 0, id);
  return done;
}

parentPort?.on('message', ({ id, ...order }: Order & { id: number }) => {
  try {
    tell({ id, result: obey(id, order) });
  } catch (error) {
    const { fault, cause } = storageError(error, file);
    tell({ id, fault, cause });
  }
});
