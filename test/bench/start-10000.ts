import path from 'node:path';
import { openBare } from './bare.ts';
import { inDirectory } from './directory.ts';
import { type Bench, byTurns, timed } from './measure.ts';
import { openWrites } from './ours.ts';
import { startService } from './start-service.ts';

const rounds = 10;
const count = 10_000;
const perIssue = 10;

async function readBare(file: string): Promise<number> {
  return timed(() => {
    const database = openBare(file);
    if (database.readAll() !== count) throw new Error('Rows are missing.');
    database.close();
  });
}

async function readOurs(directory: string, origin: string): Promise<number> {
  const began = performance.now();
  const writes = await openWrites(directory, origin);
  const time = performance.now() - began;
  if (writes.waiting !== count) throw new Error(`${writes.waiting} of ${count} entries were read.`);
  await writes.close();
  return time;
}

/** What a window reads at its start when 10,000 writes wait. */
export const start10000: Bench = {
  name: 'start-10000',
  run: () =>
    inDirectory(async (directory) => {
      const service = await startService({ silent: true });
      const file = path.join(directory, 'bare.db');
      const bare = openBare(file);
      bare.fill(count);
      bare.close();
      const made = await openWrites(directory, service.origin);
      const indexes = [...Array(count).keys()];
      await Promise.all(indexes.map((index) => made.add(`issue-${Math.floor(index / perIssue)}`, index)));
      await made.close();
      const { ours, alternative } = await byTurns(
        rounds,
        () => readOurs(directory, service.origin),
        () => readBare(file),
      );
      await service.stop();
      const what = '10,000 waiting writes read at start';
      return [{ what, ours, alternative: { what: 'a bare SELECT of as many rows', median: alternative.median } }];
    }),
};
