/** Entry of the sandbox's worker thread: serves the sandbox of a folder to `SandboxThread`. */
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { type RunningSandbox, startSandbox } from './index.ts';
import type { ThreadRequest, ThreadResponse } from './thread-client.ts';

const { directory } = z.object({ directory: z.string() }).parse(workerData);
let running: Promise<RunningSandbox> | undefined;

async function handle({ number, action }: ThreadRequest): Promise<ThreadResponse> {
  try {
    if (action === 'endpoint') {
      const { origin, key } = await (running ??= startSandbox({ directory }));
      return { number, endpoint: { origin, key } };
    }
    await (await running)?.close();
    return { number };
  } catch (error) {
    // The next request tries again: the folder may be usable then.
    running = undefined;
    return { number, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (request: ThreadRequest) => {
  void handle(request).then((response) => parentPort?.postMessage(response));
});
