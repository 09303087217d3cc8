import path from 'node:path';
import { databaseThread } from './database-thread.ts';
import { inDirectory } from './directory.ts';
import { flagOf } from './flags.ts';
import { type Bench, byTurns, timed } from './measure.ts';
import { apiOf, openWrites } from './ours.ts';
import { startService } from './start-service.ts';

const rounds = 10;
const issues = 20;
const perIssue = 10;

/** As many issues at a time as the outbox works on. */
const atOnce = 4;

const names = Array.from({ length: issues }, (_, issue) => `issue-${issue}`);
const indexes = [...Array(perIssue).keys()];

/** The same requests without anything around them: in each issue one after another. */
async function sendBare(origin: string): Promise<void> {
  const api = apiOf(origin);
  const left = [...names];
  const lane = async (): Promise<void> => {
    for (let issueId = left.shift(); issueId !== undefined; issueId = left.shift()) {
      for (const index of indexes) await api.flags.add(issueId, flagOf(issueId, index).flag);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  await api.close();
}

async function sendOurs(directory: string, worker: string, origin: string): Promise<number> {
  const writes = await openWrites(directory, worker, origin);
  const time = await timed(async () => {
    await Promise.all(indexes.flatMap((index) => names.map((issueId) => writes.add(issueId, index))));
    await writes.drained();
  });
  await writes.close();
  return time;
}

/** Measures with a service that has nothing yet. */
async function withService(send: (origin: string) => Promise<number>): Promise<number> {
  const service = await startService({ silent: false });
  const time = await send(service.origin);
  await service.stop();
  return time;
}

/** 200 flags on 20 issues, made at once, until the service has them all. */
export const drain200: Bench = {
  name: 'drain-200',
  run: () =>
    inDirectory(async (directory) => {
      const worker = await databaseThread();
      const { ours, alternative } = await byTurns(
        rounds,
        (round) => withService((origin) => sendOurs(path.join(directory, String(round)), worker, origin)),
        () => withService((origin) => timed(() => sendBare(origin))),
      );
      const what = '200 flags made at once → all on the service';
      return [{ what, ours, alternative: { what: 'the 200 requests alone', median: alternative.median } }];
    }),
};
