import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { openBare } from './bare.ts';
import { databaseThread } from './database-thread.ts';
import { inDirectory } from './directory.ts';
import { type Bench, figureOf, longestStall, timed } from './measure.ts';
import { openWrites } from './ours.ts';
import { startService } from './start-service.ts';

const blocks = 10;
const perBlock = 50;

interface Side {
  readonly times: number[];
  readonly stalls: number[];
  readonly add: (index: number) => unknown;
}

/** Adds a block of flags, one after another, with a turn of the event loop between them. */
async function addBlock({ times, stalls, add }: Side, block: number): Promise<void> {
  const stall = await longestStall(async () => {
    for (let index = 0; index < perBlock; index += 1) {
      times.push(await timed(() => add(block * perBlock + index)));
      await turn();
    }
  });
  // The first block holds what happens once: files made, statements compiled.
  if (block > 0) stalls.push(stall);
  else times.length = 0;
}

/** From making a flag until it is in the database, while the service does not answer. */
export const addDurable: Bench = {
  name: 'add-durable',
  run: () =>
    inDirectory(async (directory) => {
      const service = await startService({ silent: true });
      const writes = await openWrites(path.join(directory, 'ours'), await databaseThread(), service.origin);
      const bare = openBare(path.join(directory, 'bare.db'));
      const ours: Side = { times: [], stalls: [], add: (index) => writes.add(`issue-${index}`, index) };
      const floor: Side = { times: [], stalls: [], add: (index) => bare.insert(index) };
      for (let block = 0; block < blocks; block += 1) {
        await addBlock(ours, block);
        await addBlock(floor, block);
      }
      bare.close();
      await writes.close();
      await service.stop();
      const what = 'a bare INSERT';
      return [
        {
          what: 'a flag made → in the database',
          ours: figureOf(ours.times),
          alternative: { what, median: figureOf(floor.times).median },
          target: { times: 1.3 },
        },
        {
          what: 'longest stall of the event loop meanwhile',
          ours: { median: Math.max(...ours.stalls), p95: null },
          alternative: { what: `${what} on the same thread`, median: Math.max(...floor.stalls) },
        },
      ];
    }),
};
