/** What runs in the sandbox's own thread: takes part in the shared sandbox of a folder, as `SandboxThread` asks. */
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { shareSandbox } from './share.ts';
import type { Ask, Told } from './thread-client.ts';

const { directory } = z.object({ directory: z.string() }).parse(workerData);
const shared = shareSandbox({ directory });

async function obey(ask: Ask): Promise<Told> {
  try {
    const member = await shared;
    if (ask.order === 'endpoint') return { number: ask.number, endpoint: await member.endpoint() };
    await member.close();
    return { number: ask.number };
  } catch (error) {
    return { number: ask.number, error: error instanceof Error ? error.message : String(error) };
  }
}

// A folder that can't be used is said to whoever asks.
shared.catch(() => undefined);
parentPort?.on('message', (ask: Ask) => void obey(ask).then((told) => parentPort?.postMessage(told)));
