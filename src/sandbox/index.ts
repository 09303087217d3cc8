/** The sandbox: an embedded server with the service's contract, sample data and a state of its own. */
import { randomBytes } from 'node:crypto';
import { createApp } from './app.ts';
import { RequestLog } from './http/request-log.ts';
import { Listener } from './listener.ts';
import { FaultSwitches } from './state/fault-switches.ts';
import { type Account, Store } from './state/store.ts';
import { TalkdeskCredentials } from './talkdesk/credentials.ts';

/** Also says which account a new database is made for. */
export interface SandboxOptions extends Account {
  /** Folder of `sandbox.db`, which several sandboxes may share. Default: in memory. */
  readonly directory?: string;
  /** Key that requests must carry. Default: 32 random bytes. */
  readonly key?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Id of the organisation. Default: the sample data's. */
  readonly organisation?: string;
  /** Id of the member who owns the key. Default: the organisation's owner. */
  readonly user?: string;
}

export interface RunningSandbox {
  /** As in `http://127.0.0.1:49152`. */
  readonly origin: string;
  readonly key: string;
  /** Stops the server once open requests have ended. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts a sandbox on 127.0.0.1.
 * @throws when the port is taken, the folder cannot be used, or the database is of a newer version
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { directory, key = randomBytes(32).toString('hex'), port = 0, organisation, user, ...account } = options;
  const store = new Store(directory, organisation, user, account);
  const faults = new FaultSwitches(store);
  const listener = new Listener((portNow) => {
    const sandbox = { store, faults, requests: new RequestLog(), talkdesk: new TalkdeskCredentials(key, portNow) };
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
  store.startSweep();
  return { origin: listener.origin, key, close };
}
