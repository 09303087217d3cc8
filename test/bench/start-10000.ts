import path from 'node:path';
import { openBare } from './bare.ts';
import { databaseThread } from './database-thread.ts';
import { inDirectory } from './directory.ts';
import { type Bench, byTurns, timed } from './measure.ts';
import { startService } from './start-service.ts';
import { leaveWaiting, startWaiting } from './waiting.ts';

const rounds = 5;
const count = 10_000;

async function readBare(file: string): Promise<number> {
  return timed(() => {
    const database = openBare(file);
    if (database.readAll() !== count) throw new Error('Rows are missing.');
    database.close();
  });
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
      await leaveWaiting(left, worker, service.origin, count);
      const stalls: number[] = [];
      const { ours, alternative } = await byTurns(
        rounds,
        async (round) => {
          const own = path.join(directory, String(round));
          const { time, stall } = await startWaiting(left, own, worker, service.origin, count);
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
          target: { times: 2 },
        },
        {
          what: 'longest stall of the event loop meanwhile',
          ours: { median: Math.max(...stalls), p95: null },
          alternative: { what: `${what} on the same thread`, median: alternative.median },
        },
      ];
    }),
};
