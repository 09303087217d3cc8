import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

export interface ServiceOptions {
  /** Takes requests and never answers, so that writes stay where they are. */
  readonly silent?: boolean;
  /** Issues that it lists. */
  readonly issues?: number;
  /** Flags of every issue; without it, each has those that it was given. */
  readonly flags?: number;
}

export interface Service {
  readonly origin: string;
  /** Resolves when the next request that writes has arrived, to the time: milliseconds since the epoch. */
  nextWrite(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a service in a thread. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const outfile = path.resolve('.vscode-test', 'programs', 'test', 'bench', 'service.mjs');
  await build({ entryPoints: ['test/bench/service.ts'], outfile, bundle: true, platform: 'node', format: 'esm' });
  const thread = new Worker(outfile, { workerData: options });
  const [origin] = (await once(thread, 'message')) as [string];
  return {
    origin,
    async nextWrite() {
      const [arrived] = (await once(thread, 'message')) as [number];
      return arrived;
    },
    async stop() {
      await thread.terminate();
    },
  };
}
