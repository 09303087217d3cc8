/** Runs the database in a thread: a slow disk or the lock of another process blocks nothing else. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage, WorkerOptions, WorkerRequest } from './database.ts';
import { storageError } from './sqlite.ts';
import { SqliteConnection } from './sqlite-connection.ts';

const { file, busy, committed } = workerData as WorkerOptions;
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);
const connection = new SqliteConnection({ file, busy, report: (report) => post({ report }) });

function execute(id: number, request: WorkerRequest): unknown {
  if (request.type === 'read') return connection.read(request.statement.sql, request.statement.params);
  if (request.type === 'version') return connection.version();
  if (request.type === 'close') return connection.close();
  const done = connection.transact(request.statements);
  if (done) Atomics.store(committed, 0, id);
  return done;
}

parentPort?.on('message', ({ id, ...request }: WorkerRequest & { id: number }) => {
  try {
    post({ id, result: execute(id, request) });
  } catch (error) {
    const { fault, cause } = storageError(error, file);
    post({ id, fault, cause });
  }
});
