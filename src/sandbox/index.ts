/** The sandbox: an embedded server with the service's contract, sample data and a state of its own. */
import { randomBytes } from 'node:crypto';
import { run, type Runner } from './runner.ts';
import { ensureDirectory } from './state/files.ts';
import { lastStateTerm } from './state/state-file.ts';

export { shareSandbox, type SharedSandbox } from './share.ts';
export type { Runner } from './runner.ts';

export interface SandboxOptions {
  /** Where the state is kept; without it, in memory. No other sandbox may run on the same folder: see `shareSandbox`. */
  readonly directory?: string;
  /** The key that requests must carry; without it, a random one of 32 bytes. */
  readonly key?: string;
  /** Without it, a free one. */
  readonly port?: number;
}

/**
 * Starts a sandbox of one's own on 127.0.0.1.
 * @throws when the port is taken or the folder can't be written
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Runner> {
  const { directory, key = randomKey(), port = 0 } = options;
  if (directory === undefined) return await run({ key, port });
  await ensureDirectory(directory);
  return await run({ key, port, storage: { directory, term: (await lastStateTerm(directory)) + 1 } });
}

const randomKey = (): string => randomBytes(32).toString('hex');
