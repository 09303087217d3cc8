import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { addFlag } from '../../src/triage/outbox/kinds/add-flag.ts';
import { openBare } from './bare.ts';
import { databaseThread } from './database-thread.ts';
import { inDirectory } from './directory.ts';
import { flagOf } from './flags.ts';
import { type Bench, byTurns, longestStall, timed } from './measure.ts';
import { openWrites } from './ours.ts';
import { startService } from './start-service.ts';

const rounds = 5;
const count = 10_000;
const perIssue = 10;

async function readBare(file: string): Promise<number> {
  return timed(() => {
    const database = openBare(file);
    if (database.readAll() !== count) throw new Error('Rows are missing.');
    database.close();
  });
}

/** Leaves as many waiting flags as are counted, of a window that is not there any more. */
async function leave(directory: string, worker: string, origin: string): Promise<void> {
  const { window } = await openWrites(directory, worker, origin);
  const insert = {
    sql: `INSERT INTO writes (id, connection, issue, kind, payload, state, owner, attempts, doubts, created)
          SELECT 'outbox-' || (value ->> 'number'), ?, value ->> 'issue', ?, value ->> 'payload', 'waiting', 'gone', 0, 0, ?
          FROM json_each(?)`,
  };
  const flags = Array.from({ length: count }, (_, number) => {
    const issue = `issue-${Math.floor(number / perIssue)}`;
    return { number, issue, payload: JSON.stringify(flagOf(issue, number)) };
  });
  await window.database.write({ ...insert, params: ['test', addFlag.name, Date.now(), JSON.stringify(flags)] });
  await window.close();
}

interface Start {
  /** Until the window shows the entries, milliseconds. */
  readonly time: number;
  /** The longest time without a turn of the event loop meanwhile, milliseconds. */
  readonly stall: number;
}

async function startOurs(directory: string, worker: string, origin: string): Promise<Start> {
  const began = performance.now();
  let time = 0;
  const stall = await longestStall(async () => {
    const writes = await openWrites(directory, worker, origin);
    time = performance.now() - began;
    if (writes.waiting !== count) throw new Error(`${writes.waiting} of ${count} entries were read.`);
    await writes.close();
  });
  return { time, stall };
}

/** What a window takes over and shows at its start when 10,000 writes of one that is gone wait. */
export const start10000: Bench = {
  name: 'start-10000',
  run: () =>
    inDirectory(async (directory) => {
      const worker = await databaseThread();
      const service = await startService({ silent: true });
      const file = path.join(directory, 'bare.db');
      const bare = openBare(file);
      bare.fill(count);
      bare.close();
      const left = path.join(directory, 'left');
      await leave(left, worker, service.origin);
      const stalls: number[] = [];
      const { ours, alternative } = await byTurns(
        rounds,
        async (round) => {
          const own = path.join(directory, String(round));
          await mkdir(own);
          await copyFile(path.join(left, 'call-triage.db'), path.join(own, 'call-triage.db'));
          const { time, stall } = await startOurs(own, worker, service.origin);
          if (round > 0) stalls.push(stall);
          return time;
        },
        () => readBare(file),
      );
      await service.stop();
      const what = 'a bare SELECT of as many rows';
      return [
        {
          what: '10,000 waiting writes of a closed window → shown at start',
          ours,
          alternative: { what, median: alternative.median },
        },
        {
          what: 'longest stall of the event loop meanwhile',
          ours: { median: Math.max(...stalls), p95: null },
          alternative: { what: `${what} on the same thread`, median: alternative.median },
        },
      ];
    }),
};
