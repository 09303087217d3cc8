import path from 'node:path';
import { databaseThread } from './database-thread.ts';
import { inDirectory } from './directory.ts';
import { type Curve, figureOf, type GrowthBench } from './measure.ts';
import { startService } from './start-service.ts';
import { leaveWaiting, startWaiting } from './waiting.ts';

const sizes = [10, 100, 1000, 10_000];

/** What a window takes over and shows at its start. */
export const growWaiting: GrowthBench = {
  name: 'grow-waiting',
  grow: () =>
    inDirectory(async (directory) => {
      const worker = await databaseThread();
      const service = await startService({ silent: true });
      const points: Curve['points'][number][] = [];
      for (const size of sizes) {
        const left = path.join(directory, `left-${size}`);
        await leaveWaiting(left, worker, service.origin, size);
        const times: number[] = [];
        for (const round of [0, 1, 2]) {
          const own = path.join(directory, `${size}-${round}`);
          times.push((await startWaiting(left, own, worker, service.origin, size)).time);
        }
        points.push({ size, ms: figureOf(times).median });
      }
      await service.stop();
      return { what: 'waiting writes shown at start', points };
    }),
};
