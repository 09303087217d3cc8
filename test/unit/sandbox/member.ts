// A process that shares a sandbox: prints its endpoint as one line of JSON for every line it reads.
import { createInterface } from 'node:readline';
import { shareSandbox } from '../../../src/sandbox/index.ts';

const [directory = ''] = process.argv.slice(2);
const shared = await shareSandbox({ directory });

for await (const _ of createInterface({ input: process.stdin })) {
  const endpoint = await shared.endpoint();
  process.stdout.write(`${JSON.stringify({ ...endpoint, running: shared.running })}\n`);
}
await shared.close();
