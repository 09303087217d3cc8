import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { errorCode } from '../files.ts';
import { isAlive, machine } from '../../storage/machine.ts';

/*
 * A window shows that it lives by a lease, a small file that it rewrites regularly. Whether another window's lease has run
 * out is not read off a clock, which sleeps and gets corrected, but watched: a lease that stays the same over several
 * looks is not renewed any more. After the machine slept, everybody is given the time to renew before anybody looks twice.
 */

const leaseSchema = z.object({ machine: z.string(), pid: z.int().check(z.gte(1)), beat: z.number() });

/** Looks at which a lease must be the same. Windows renew about once between two looks. */
const looks = 4;

/** This window's lease. */
export class Lease {
  readonly #file: string;
  #beat = 0;
  #renewedAt: number | undefined;

  constructor(directory: string, window: string) {
    this.#file = leasePath(directory, window);
  }

  /** Whether it was renewed within so many milliseconds, by the wall clock, which goes on while the machine sleeps. */
  isFresh(withinMs: number): boolean {
    return this.#renewedAt !== undefined && Math.abs(Date.now() - this.#renewedAt) < withinMs;
  }

  /** @throws what the file system throws */
  async renew(): Promise<void> {
    const began = Date.now();
    this.#beat += 1;
    await writeFile(this.#file, JSON.stringify({ machine, pid: process.pid, beat: this.#beat }), { mode: 0o600 });
    this.#renewedAt = began;
  }

  async drop(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}

/** Watches the leases of other windows. */
export class LeaseWatch {
  readonly #directory: string;
  readonly #apartMs: number;
  readonly #seen = new Map<string, { readonly text: string; count: number; at: number }>();

  /** @param apartMs looks that are closer together count as one, milliseconds: about the time between renewals */
  constructor(directory: string, apartMs: number) {
    this.#directory = directory;
    this.#apartMs = apartMs;
  }

  /** One look: whether the window is gone. It is when it gave its lease back, its process ended, or its lease ran out. */
  async isGone(window: string): Promise<boolean> {
    let text: string;
    try {
      text = await readFile(leasePath(this.#directory, window), 'utf8');
    } catch (error) {
      return errorCode(error) === 'ENOENT';
    }
    const lease = parse(text);
    if (lease !== undefined && lease.machine === machine && !isAlive(lease.pid)) return true;
    const before = this.#seen.get(window);
    const at = performance.now();
    if (before?.text !== text) {
      this.#seen.set(window, { text, count: 1, at });
      return false;
    }
    if (at - before.at >= this.#apartMs) {
      before.count += 1;
      before.at = at;
    }
    return before.count >= looks;
  }

  /** Takes away the lease of a window that left nothing else. */
  async forget(window: string): Promise<void> {
    this.#seen.delete(window);
    await rm(leasePath(this.#directory, window), { force: true });
  }
}

export const leaseSuffix = '.lease';

function leasePath(directory: string, window: string): string {
  return path.join(directory, `${window}${leaseSuffix}`);
}

function parse(text: string): z.output<typeof leaseSchema> | undefined {
  try {
    const parsed = leaseSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
