// A window of its own process: serves the sandbox of a folder, and prints where, as one line of JSON.
import { startSandbox } from '../../../src/sandbox/index.ts';

const [directory = ''] = process.argv.slice(2);
const { origin, key } = await startSandbox({ directory });
process.stdout.write(`${JSON.stringify({ origin, key })}\n`);
