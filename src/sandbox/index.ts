/** The sandbox: an embedded server with the service's contract, sample data and a state of its own. */
import { randomBytes } from 'node:crypto';
import { createApp } from './app.ts';
import { Faults } from './http/faults.ts';
import { RequestLog } from './http/request-log.ts';
import { Listener } from './listener.ts';
import { Store } from './state/store.ts';
import { Desk } from './talkdesk/desk.ts';

export interface SandboxOptions {
  /** Where the state is kept, in `sandbox.db`; without it, in memory. Sandboxes of one folder have one state. */
  readonly directory?: string;
  /** The key that requests must carry; without it, a random one of 32 bytes. */
  readonly key?: string;
  /** Without it, a free one. */
  readonly port?: number;
  /** The id of the sample data's organisation; without it, the usual one. */
  readonly organisation?: string;
  /** The id of the member that the key belongs to; without it, the owner. */
  readonly user?: string;
}

/** A running sandbox. */
export interface Runner {
  /** As in `http://127.0.0.1:49152`. */
  readonly origin: string;
  readonly key: string;
  /** Ends requests under way and stops; calling it again is no error. */
  close(): Promise<void>;
}

/**
 * Starts a sandbox on 127.0.0.1.
 * @throws when the port is taken, the folder cannot be used, or a newer version has changed the state
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Runner> {
  const { directory, key = randomBytes(32).toString('hex'), port = 0, organisation, user } = options;
  const store = new Store(directory, organisation, user);
  const faults = new Faults(store);
  const listener = new Listener((portNow) => {
    const sandbox = { store, faults, requests: new RequestLog(), desk: new Desk(key, portNow) };
    return createApp({ sandbox, key, port: portNow });
  });
  const close = async (): Promise<void> => {
    const closed = listener.close();
    faults.endDelays();
    await closed;
    await store.close();
  };
  try {
    await store.read();
    await listener.listen(port);
  } catch (error) {
    await store.close();
    throw error;
  }
  store.tidy();
  return { origin: listener.origin, key, close };
}
