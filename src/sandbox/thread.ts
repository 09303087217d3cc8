/** What runs in the sandbox's own thread: a server over the sandbox of a folder, as `SandboxThread` asks. */
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { type Runner, startSandbox } from './index.ts';
import type { Ask, Told } from './thread-client.ts';

const { directory } = z.object({ directory: z.string() }).parse(workerData);
let running: Promise<Runner> | undefined;

async function obey({ number, order }: Ask): Promise<Told> {
  try {
    if (order === 'endpoint') {
      const { origin, key } = await (running ??= startSandbox({ directory }));
      return { number, endpoint: { origin, key } };
    }
    await (await running)?.close();
    return { number };
  } catch (error) {
    // A folder that cannot be used now may be usable when it is asked for again.
    running = undefined;
    return { number, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (ask: Ask) => void obey(ask).then((told) => parentPort?.postMessage(told)));
