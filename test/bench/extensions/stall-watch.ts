import type { Profiler } from 'node:inspector/promises';
import process from 'node:process';
import type { Stall } from '../driver.ts';

/** From here on a stall can be felt, milliseconds. */
const noticedMs = 50;
const tickMs = 2;

/** A time without a turn of the event loop. In microseconds of the monotonic clock, as profiles have them. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

const microseconds = (): number => Number(process.hrtime.bigint() / 1000n);

/** Watches for times in which the event loop does nothing else. */
export class StallWatch {
  readonly #gaps: Gap[] = [];
  readonly #timer: NodeJS.Timeout;
  #longest = 0;

  constructor() {
    let before = microseconds();
    this.#timer = setInterval(() => {
      const now = microseconds();
      const ms = (now - before) / 1000 - tickMs;
      this.#longest = Math.max(this.#longest, ms);
      if (ms > noticedMs) this.#gaps.push({ from: before, to: now });
      before = now;
    }, tickMs);
  }

  stop(): readonly Gap[] {
    clearInterval(this.#timer);
    return this.#gaps;
  }

  /** Names what ran during each gap: the function of ours below which most of the time was spent, or else the outermost. */
  explain(gaps: readonly Gap[], profile: Profiler.Profile): readonly Stall[] {
    const stalls = gaps.map(({ from, to }) => ({ ms: (to - from) / 1000, cause: causeOf(profile, from, to) }));
    return [{ ms: this.#longest, cause: 'longest' }, ...stalls];
  }
}

function causeOf(profile: Profiler.Profile, from: number, to: number): string {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const times = new Map<string, number>();
  let at = profile.startTime;
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const took = profile.timeDeltas?.[index] ?? 0;
    at += took;
    if (at < from || at > to) continue;
    const stack: string[] = [];
    for (let node: number | undefined = id; node !== undefined; node = parents.get(node)) {
      const frame = nodes.get(node)?.callFrame;
      if (frame !== undefined) stack.push(`${frame.functionName || '(anonymous)'} ${place(frame)}`.trim());
    }
    const own = stack.filter((frame) => frame.includes('dist/'));
    const name = own.length > 0 ? own.slice(0, 4).join(' < ') : (stack[0] ?? '(nothing)');
    times.set(name, (times.get(name) ?? 0) + took);
  }
  const [first] = [...times].toSorted((a, b) => b[1] - a[1]);
  return first === undefined ? '(no sample)' : `${first[0]} (${Math.round(first[1] / 1000)} ms)`;
}

function place({ url, lineNumber }: { readonly url: string; readonly lineNumber: number }): string {
  const file = /dist\/.*$/.exec(url)?.[0];
  return file === undefined ? '' : `${file}:${lineNumber + 1}`;
}
