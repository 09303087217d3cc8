import path from 'node:path';
import { databaseThread } from './database-thread.ts';
import { inDirectory } from './directory.ts';
import { type Bench, figureOf } from './measure.ts';
import { openWrites } from './ours.ts';
import { startService } from './start-service.ts';

const rounds = 100;

/** From a row in the database until its request reaches the service, which the window knows and whose flags it has loaded. */
export const wire: Bench = {
  name: 'wire',
  run: () =>
    inDirectory(async (directory) => {
      const service = await startService({});
      const writes = await openWrites(path.join(directory, 'ours'), await databaseThread(), service.origin);
      const issueId = 'issue-1';
      await writes.window.session.issues.loadFlags(issueId);
      const times: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] };
      for (let round = 0; round <= rounds; round += 1) {
        const arrival = service.nextWrite();
        await writes.add(issueId, round);
        const recorded = performance.timeOrigin + performance.now();
        const ours = (await arrival) - recorded;
        await writes.drained();
        const bareArrival = service.nextWrite();
        const began = performance.timeOrigin + performance.now();
        const answer = fetch(`${service.origin}/v1/triage/issues/bare/flags`, { method: 'POST', body: '{}' });
        const bare = (await bareArrival) - began;
        await (await answer).text();
        // The first makes connections and compiles statements.
        if (round === 0) continue;
        times.ours.push(ours);
        times.bare.push(bare);
      }
      await writes.close();
      await service.stop();
      return [
        {
          what: 'a flag’s row committed → its request at the service, issue loaded',
          ours: figureOf(times.ours),
          alternative: { what: 'a bare request by fetch', median: figureOf(times.bare).median },
          target: { times: 0, plus: 5 },
        },
      ];
    }),
};
