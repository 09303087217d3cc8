import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import process from 'node:process';

/** What repeated measurements of one thing come to. Milliseconds, unless the row says otherwise. */
export interface Figure {
  readonly median: number;
  /** Null where only one value is meant. */
  readonly p95: number | null;
}

/** One line of the results: something of ours beside what it cannot be quicker than, or is compared with, in one run. */
export interface Row {
  readonly what: string;
  /** Default: milliseconds. */
  readonly unit?: 'ms' | 'MB' | 'requests' | 'messages';
  readonly ours: Figure;
  readonly alternative: { readonly what: string; readonly median: number };
  /** What is to be reached, if anything was set. */
  readonly target?: Target;
}

/** A limit for ours, in the row's unit: the alternative's median times `times`, and `plus` more. */
export interface Target {
  /** 0 when the alternative does not count. */
  readonly times: number;
  readonly plus?: number;
  /** More is better: the limit is the least. */
  readonly isLeast?: boolean;
}

export const frameMs = 1000 / 60;

/** The cost of one thing as its size grows. */
export interface Curve {
  readonly what: string;
  readonly points: readonly { readonly size: number; readonly ms: number }[];
}

/** A bench measures ours and the alternative by turns, so that what else the machine does concerns both. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly Row[]>;
}

/** A bench that measures one thing at several sizes. */
export interface GrowthBench {
  readonly name: string;
  grow(): Promise<Curve>;
}

/** Returns the value below which the share `part` (0 to 1) of the samples lies. */
function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

export function figureOf(samples: readonly number[]): Figure {
  return { median: quantile(samples, 0.5), p95: quantile(samples, 0.95) };
}

/** Returns how long the work took, milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const resolutionMs = 1;

/** Returns the longest time for which the event loop did nothing else while the work went on, milliseconds. */
export async function longestStall(work: () => Promise<void>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  await work();
  delays.disable();
  return Math.max(0, delays.max / 1e6 - resolutionMs);
}

const megabyte = 1024 * 1024;
/** Between two looks at the memory. */
const sampleMs = 20;

/** Returns by how many megabytes of memory the process grew at most while the work went on. */
export async function growth(work: () => Promise<void>): Promise<number> {
  const used = (): number => process.memoryUsage().rss / megabyte;
  const before = used();
  let most = before;
  const sampling = setInterval(() => (most = Math.max(most, used())), sampleMs);
  await work();
  clearInterval(sampling);
  return Math.max(0, most - before);
}

/** Measures two things by turns. The first round counts for neither: it holds what happens once. */
export async function byTurns(
  rounds: number,
  ours: (round: number) => Promise<number>,
  alternative: (round: number) => Promise<number>,
): Promise<{ readonly ours: Figure; readonly alternative: Figure }> {
  const times = { ours: [] as number[], alternative: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const beside = await alternative(round);
    const own = await ours(round);
    if (round === 0) continue;
    times.alternative.push(beside);
    times.ours.push(own);
  }
  return { ours: figureOf(times.ours), alternative: figureOf(times.alternative) };
}
