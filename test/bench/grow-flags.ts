import path from 'node:path';
import { flagsOf } from '../../src/triage/flags/marks.ts';
import { databaseThread } from './database-thread.ts';
import { inDirectory } from './directory.ts';
import { type Curve, type GrowthBench, timed } from './measure.ts';
import { openWrites } from './ours.ts';
import { startService } from './start-service.ts';

const sizes = [1, 10, 100, 1000, 10_000];

/** An issue's flags, loaded and joined with what waits. */
export const growFlags: GrowthBench = {
  name: 'grow-flags',
  grow: () =>
    inDirectory(async (directory) => {
      const worker = await databaseThread();
      const points: Curve['points'][number][] = [];
      for (const size of sizes) {
        const service = await startService({ flags: size });
        const writes = await openWrites(path.join(directory, String(size)), worker, service.origin);
        const { session } = writes.window;
        const load = async (issueId: string): Promise<void> => {
          const { flags } = session.issues.contents(issueId);
          await flags.all(Infinity);
          const marks = flagsOf(issueId, flags.items, session);
          if (marks.length !== size) throw new Error(`${marks.length} of ${size} flags were loaded.`);
        };
        // Once for the connection and the code; the service then makes the pages of each issue.
        await load('issue-0');
        await fetchPages(service.origin, size);
        points.push({ size, ms: await timed(() => load('issue-1')) });
        await writes.close();
        await service.stop();
      }
      return { what: 'flags of an issue loaded', points };
    }),
};

/** Has the service make the pages that are asked for next. */
async function fetchPages(origin: string, size: number): Promise<void> {
  for (let from = 0; from < size; from += 100) {
    const cursor = from === 0 ? '' : `&cursor=${from}`;
    await (await fetch(`${origin}/v1/triage/issues/issue-1/flags?limit=100${cursor}`)).text();
  }
}
