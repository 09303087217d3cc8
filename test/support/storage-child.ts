// The process behind storage-process.ts: a window that does with the database what it is told over IPC.
import type * as Sqlite from 'node:sqlite';
import { openDatabase, type Statement, type Value } from '../../src/storage/database.ts';
import { StorageError } from '../../src/storage/errors.ts';
import { OwnerLocks } from '../../src/storage/owners.ts';
import type { StorageProcessOptions } from './storage-process.ts';

const { file, worker, owners: directory, sweepAfter } = JSON.parse(process.argv[2] ?? '') as StorageProcessOptions;
const database = openDatabase({ file, script: worker, timing: { busy: 200, pause: 20, patience: 1_000, poll: 50 } });
const owners = new OwnerLocks(directory, database, sweepAfter);
database.onDidReport((report) => process.send?.({ report }));

let longest = 0;
let last = performance.now();
setInterval(() => {
  longest = Math.max(longest, performance.now() - last);
  last = performance.now();
}, 10);

let held: Sqlite.DatabaseSync | null = null;

const moves = (gone: string, own: string): Statement[] => [
  { sql: 'UPDATE kept SET owner = ? WHERE owner = ?', params: [own, gone] },
];

const keep = (key: string, owner: string | null = null): Statement => ({
  sql: `INSERT INTO kept (collection, key, value, owner, changed) VALUES ('test', ?, '""', ?, 0)`,
  params: [key, owner],
});

const calls = {
  read: (sql: string, ...params: Value[]) => database.read(sql, ...params),
  write: (...statements: Statement[]) => database.write(...statements),
  keep: (key: string, owner: string | null = null) => database.write(keep(key, owner)),
  /** Goes on until the process ends, and tells each key once it is committed. */
  async keepMany(prefix: string): Promise<void> {
    for (let count = 0; ; count += 1) {
      const key = `${prefix}.${count}`;
      await database.write(keep(key));
      process.send?.({ committed: key });
    }
  },
  /** Stands in the middle of a transaction, as another program might. */
  async hold(kind: 'DEFERRED' | 'IMMEDIATE' | 'EXCLUSIVE'): Promise<void> {
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    held = new DatabaseSync(file);
    held.exec(`BEGIN ${kind}; ${kind === 'DEFERRED' ? 'SELECT *' : 'DELETE'} FROM kept WHERE key = 'nothing'`);
  },
  async release(): Promise<void> {
    held?.close();
  },
  /** Milliseconds: the longest that the event loop stood still since the last call. */
  async longestStall(): Promise<number> {
    const found = longest;
    longest = 0;
    return found;
  },
  collectGarbage: async () => globalThis.gc?.(),
  own: () => owners.own(),
  adopt: () => owners.adopt(moves),
  unclear: () => owners.unclear(),
  adoptUnclear: (id: string) => owners.adoptUnclear(id, moves),
  async close(): Promise<void> {
    await owners.close();
    await database.close();
  },
};

export type StorageCalls = typeof calls;

process.on('message', ({ number, name, args }: { number: number; name: keyof StorageCalls; args: never[] }) => {
  const call = calls[name] as (...args: never[]) => Promise<unknown>;
  call(...args).then(
    (result) => process.send?.({ number, result }),
    (error: unknown) => process.send?.({ number, fault: error instanceof StorageError ? error.fault : String(error) }),
  );
});
process.send?.({ ready: true });
