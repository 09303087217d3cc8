/** `npm run simulate -- --seeds N --from S`: runs seeds, and prints the story of each that goes wrong. */
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Asked, noneAsked, type SeedResult, sumOf, trySeed, words } from './seeds.ts';

/** A worker's share: every so many seeds from its own first one on. */
interface Share {
  readonly first: number;
  readonly end: number;
  readonly step: number;
}

/** Stories that are printed at most: the rest fails for the same reasons. */
const mostStories = 3;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function work({ first, end, step }: Share): Promise<void> {
  for (let seed = first; seed < end; seed += step) parentPort?.postMessage(await trySeed(seed));
}

function runShare(share: Share, report: (result: SeedResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share });
    worker.on('message', report);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

async function main(): Promise<void> {
  const options = { seeds: { type: 'string', default: '2000' }, from: { type: 'string', default: '1' } } as const;
  const { values } = parseArgs({ options });
  const [count, from] = [Number(values.seeds), Number(values.from)];
  if (!Number.isInteger(count) || !Number.isInteger(from) || count < 1 || from < 0) {
    throw new Error('--seeds and --from are whole numbers.');
  }
  const began = Date.now();
  const failed: SeedResult[] = [];
  let [asked, done]: [Asked, number] = [noneAsked, 0];
  const report = (result: SeedResult): void => {
    done += 1;
    asked = sumOf(asked, result.asked);
    if (result.wrong.length === 0) return;
    failed.push(result);
    print(`seed ${result.seed}: ${result.wrong.join('; ')}`);
    if (failed.length <= mostStories || count === 1) for (const line of result.story) print(`  ${line}`);
  };
  const step = Math.min(availableParallelism(), count);
  const shares = Array.from({ length: step }, (_, index) => ({ first: from + index, end: from + count, step }));
  await Promise.all(shares.map((share) => runShare(share, report)));
  print(words(asked));
  print(`${done} seeds, ${failed.length} failed (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (failed.length > 0 || done < count) process.exitCode = 1;
}

await (isMainThread ? main() : work(workerData as Share));
