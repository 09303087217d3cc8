import { randomUUID } from 'node:crypto';
import type { FaultSwitch } from '../http/fault-schema.ts';
import { isAlive } from './imports.ts';
import type { Fault } from './schema.ts';
import type { Store } from './store.ts';

/** The fault switches of all windows. A switch applies as long as the process that set it runs. */
export class FaultSwitches {
  readonly #store: Store;
  #delays = new AbortController();

  constructor(store: Store) {
    this.#store = store;
  }

  async add(rule: FaultSwitch): Promise<void> {
    const fault = { id: randomUUID(), pid: process.pid, rule, left: rule.times ?? null };
    await this.#store.change((before) => ({
      state: { ...before, faults: [...before.faults.filter(({ pid }) => isAlive(pid)), fault] },
      result: undefined,
    }));
  }

  /** Removes all switches, and ends the delays of this process. */
  async clear(): Promise<void> {
    await this.#store.change((before) => ({ state: { ...before, faults: [] }, result: undefined }));
    this.endDelays();
  }

  /** Aborted when requests that a switch delays are to go on. */
  get delaySignal(): AbortSignal {
    return this.#delays.signal;
  }

  endDelays(): void {
    this.#delays.abort();
    this.#delays = new AbortController();
  }

  /** Returns the fault of the first switch that matches a request, and counts it. */
  async take(method: string, path: string): Promise<FaultSwitch['fault'] | undefined> {
    const applies = ({ left, pid, rule }: Fault): boolean =>
      left !== 0 && isAlive(pid) && matches(rule.match, method, path);
    // Most requests match none: they are spared a write.
    if (!(await this.#store.read()).faults.some(applies)) return undefined;
    return await this.#store.change((before) => {
      const found = before.faults.find(applies);
      const left = found?.left ?? null;
      if (left === null) return { state: before, result: found?.rule.fault };
      const faults = before.faults.map((one) => (one === found ? { ...one, left: left - 1 } : one));
      return { state: { ...before, faults }, result: found?.rule.fault };
    });
  }
}

function matches(match: FaultSwitch['match'], method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  const wanted = match.path ?? '^/v[12]/';
  return wanted.startsWith('^') ? new RegExp(wanted).test(path) : path.startsWith(wanted);
}
