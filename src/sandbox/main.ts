/** `npm run sandbox`: runs a sandbox on its own until it is interrupted. */
import { parseArgs } from 'node:util';
import { startSandbox, type SandboxOptions } from './index.ts';
import { seedKinds } from './seed/index.ts';

const usage = `Runs the Call Triage sandbox: a local server with sample calls and issues.

  --port <number>       the port to listen on (default: a free one)
  --key <text>          the key requests must carry (default: a random one)
  --directory <path>    where to keep the state (default: in memory, gone when it stops)
  --seed <name>         what a new state has: agents, personas or both (default: both)
  --help                this text
`;

/** Reads the command line. @throws Error with a sentence for an invalid one */
function readOptions(): SandboxOptions | 'help' {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      key: { type: 'string' },
      directory: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { port, key, directory, help } = values;
  const seed = seedKinds.find((kind) => kind === values.seed);
  if (seed === undefined && values.seed !== undefined) {
    throw new Error(`The seed must be one of ${seedKinds.join(', ')}.`);
  }
  if (help === true) return 'help';
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw new Error('The port must be a number between 0 and 65535.');
  }
  if (key !== undefined && !/^[!-~]+$/.test(key)) {
    throw new Error('The key must have letters, digits and signs of ASCII only, and no spaces.');
  }
  return {
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(key === undefined ? {} : { key }),
    ...(directory === undefined ? {} : { directory }),
    ...(seed === undefined ? {} : { seed }),
  };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const sandbox = await startSandbox(options);
  process.stdout.write(`The sandbox is running.

  Address  ${sandbox.origin}
  Key      ${sandbox.key}

List its issues with:

  curl -H "authorization: ${sandbox.key}" ${sandbox.origin}/v1/triage/issues

Stop it with Ctrl+C.
`);
  const stop = (): void => void sandbox.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
