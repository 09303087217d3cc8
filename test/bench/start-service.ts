import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

export interface Service {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts a service in a thread. A `silent` one takes requests and never answers, so that writes stay where they are. */
export async function startService({ silent }: { readonly silent: boolean }): Promise<Service> {
  const outfile = path.resolve('.vscode-test', 'programs', 'test', 'bench', 'service.mjs');
  await build({ entryPoints: ['test/bench/service.ts'], outfile, bundle: true, platform: 'node', format: 'esm' });
  const thread = new Worker(outfile, { workerData: { silent } });
  const [origin] = (await once(thread, 'message')) as [string];
  return {
    origin,
    async stop() {
      await thread.terminate();
    },
  };
}
