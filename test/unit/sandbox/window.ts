// Serves the sandbox of a folder in a process of its own, and prints its endpoint as a line of JSON.
import { startSandbox } from '../../../src/sandbox/index.ts';

const [directory = ''] = process.argv.slice(2);
const { origin, key } = await startSandbox({ directory });
process.stdout.write(`${JSON.stringify({ origin, key })}\n`);
