import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Deposed } from './app.ts';
import { run, type Runner } from './runner.ts';
import { claim, dropClaim, highestClaim, isFresh, tidyClaims } from './share/claims.ts';
import { answers } from './share/probe.ts';
import { readRecord, writeRecord, type ServerRecord } from './share/record.ts';
import { ensureDirectory } from './state/files.ts';
import { lastStateTerm } from './state/state-file.ts';

/** How to reach the sandbox. */
export interface Endpoint {
  readonly origin: string;
  readonly key: string;
}

/** One process's part in a sandbox that several share. */
export interface SharedSandbox {
  /**
   * Where the sandbox answers now: asks whoever runs it, and runs it here when nobody does. Concurrent calls share one
   * look. The origin changes when another process takes over, the key does not.
   * @throws after `close`, and when the folder can't be used
   */
  endpoint(): Promise<Endpoint>;
  /** Whether this process runs it. */
  readonly running: boolean;
  /** Stops it when this process runs it; another takes it over when it next asks for the endpoint. */
  close(): Promise<void>;
}

/** How long to look for, or become, the one who runs it, in milliseconds: beyond a claim's oldest age. */
const longestSearch = 30_000;
/** Between two looks while another process is starting, in milliseconds. */
const searchStep = 40;

/** Joins the sandbox of a folder. Nothing is started before the first `endpoint()`. */
export async function shareSandbox(options: { readonly directory: string }): Promise<SharedSandbox> {
  await ensureDirectory(options.directory);
  return new Member(options.directory);
}

class Member implements SharedSandbox {
  readonly #directory: string;
  #runner: Runner | undefined;
  #term = 0;
  #key: string | undefined;
  #search: Promise<Endpoint> | undefined;
  #closed = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  get running(): boolean {
    return this.#runner !== undefined;
  }

  async endpoint(): Promise<Endpoint> {
    if (this.#closed) throw new Error('The sandbox has been closed.');
    this.#search ??= this.#find().finally(() => {
      this.#search = undefined;
    });
    return await this.#search;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#search?.catch(() => undefined);
    const runner = this.#runner;
    this.#runner = undefined;
    await runner?.close();
  }

  async #find(): Promise<Endpoint> {
    for (const started = Date.now(); Date.now() - started < longestSearch;) {
      if (this.#closed) throw new Error('The sandbox has been closed.');
      const own = await this.#own();
      if (own !== undefined) return own;
      // In this order: a record that belongs to the highest claim can't have been overtaken between the two.
      const claimed = await highestClaim(this.#directory);
      const record = await readRecord(this.#directory);
      this.#key = record?.key ?? this.#key;
      if (record !== undefined && record.term >= claimed) {
        if (await answers(record)) return endpointOf(record);
      } else if (await isFresh(this.#directory, claimed)) {
        await delay(searchStep);
        continue;
      }
      const last = Math.max(claimed, record?.term ?? 0, await lastStateTerm(this.#directory));
      await this.#takeOver(last + 1);
    }
    throw new Error('The sandbox could not be reached or started.');
  }

  /** The endpoint, when this process runs it and is still in charge. */
  async #own(): Promise<Endpoint | undefined> {
    const runner = this.#runner;
    if (runner === undefined) return undefined;
    if (await isInCharge(this.#directory, this.#term, runner.instance)) return endpointOf(runner);
    this.#stepDown(runner.instance, this.#term, runner.close());
    return undefined;
  }

  /** The lock goes when nothing can be written under it any more, so that a search need not wait for it to grow old. */
  #stepDown(instance: string, term: number, closed: Promise<void>): void {
    if (this.#runner?.instance === instance) this.#runner = undefined;
    // A lock that can't be removed is outnumbered later.
    closed.then(async () => await dropClaim(this.#directory, term)).catch(() => undefined);
  }

  /** Runs the sandbox for a term, unless somebody else does. */
  async #takeOver(term: number): Promise<void> {
    if (!(await claim(this.#directory, term))) return;
    let instance = '';
    const key = this.#key ?? randomBytes(32).toString('hex');
    try {
      const runner = await run({
        key,
        port: 0,
        storage: { directory: this.#directory, term },
        announce: async (address) => {
          instance = address.instance;
          await writeRecord(this.#directory, { ...address, pid: process.pid, term });
        },
        isInCharge: async () => await isInCharge(this.#directory, term, instance),
        onDeposed: (closed) => this.#stepDown(instance, term, closed),
      });
      this.#runner = runner;
      this.#term = term;
      this.#key = key;
    } catch (error) {
      await dropClaim(this.#directory, term);
      // Somebody claimed a later term while this one was starting: the search goes on and finds them.
      if (error instanceof Deposed) return;
      throw error;
    }
    await tidyClaims(this.#directory, term);
  }
}

const endpointOf = ({ origin, key }: Endpoint | ServerRecord): Endpoint => ({ origin, key });

/** Whether nobody has claimed a later term, and `server.json` still names this instance. */
async function isInCharge(directory: string, term: number, instance: string): Promise<boolean> {
  if ((await highestClaim(directory)) > term) return false;
  return (await readRecord(directory))?.instance === instance;
}
