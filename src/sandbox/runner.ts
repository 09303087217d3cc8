import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createApp, Deposed } from './app.ts';
import { Faults } from './http/faults.ts';
import { RequestLog } from './http/request-log.ts';
import { Listener } from './listener.ts';
import { seedState } from './seed/index.ts';
import { readNewestState, StateFile } from './state/state-file.ts';
import { Store } from './state/store.ts';
import { Blobs } from './talkdesk/blobs.ts';
import { Desk } from './talkdesk/desk.ts';

/** A running sandbox. */
export interface Runner {
  /** As in `http://127.0.0.1:49152`. */
  readonly origin: string;
  readonly key: string;
  /** New at every start. */
  readonly instance: string;
  /** Ends requests under way, saves and stops; calling it again is no error. */
  close(): Promise<void>;
}

export interface RunOptions {
  readonly key: string;
  /** 0 takes one that is free. */
  readonly port: number;
  /** Where the state is kept, and the number of the file; without it, in memory. */
  readonly storage?: { readonly directory: string; readonly term: number };
  /** Called when the server listens and before the state is read: whoever ran it before must be unable to save now. */
  readonly announce?: (runner: Omit<Runner, 'close'>) => Promise<void>;
  /** Whether this instance is still the one in charge: asked before and after each save. */
  readonly isInCharge?: () => Promise<boolean>;
  /** Called once, when it is not: the server is closing, and has closed when the promise resolves. */
  readonly onDeposed?: (closed: Promise<void>) => void;
}

/**
 * Starts a sandbox on 127.0.0.1.
 * @throws when the port is taken or the folder can't be written
 */
export async function run(options: RunOptions): Promise<Runner> {
  const instance = randomUUID();
  const listener = new Listener();
  await listener.listen(options.port);
  const address = { origin: listener.origin, key: options.key, instance };
  try {
    await options.announce?.(address);
    const { store, found } = await openStore(options);
    const faults = new Faults();
    const blobs = new Blobs(options.storage && path.join(options.storage.directory, 'talkdesk'));
    void blobs.tidy(new Set(store.state.uploads.map(({ request_id }) => request_id)));
    const close = async (): Promise<void> => {
      const closed = listener.close();
      faults.clear();
      await closed;
      await store.settled();
      await blobs.close();
    };
    let deposed = false;
    const app = createApp({
      sandbox: {
        instance,
        store,
        found,
        faults,
        requests: new RequestLog(),
        blobs,
        desk: new Desk(options.key, () => listener.port),
      },
      key: options.key,
      port: () => listener.port,
      onDeposed: () => {
        if (deposed) return;
        deposed = true;
        const closed = close();
        options.onDeposed?.(closed);
      },
    });
    listener.serve(app);
    return { ...address, close };
  } catch (error) {
    await listener.close();
    throw error;
  }
}

async function openStore({ storage, isInCharge }: RunOptions) {
  if (storage === undefined) {
    return { store: new Store(seedState()), found: { from: 'seed', set_aside: [] } as const };
  }
  const file = new StateFile(storage.directory, storage.term);
  const check = async (): Promise<void> => {
    if ((await isInCharge?.()) === false) throw new Deposed();
  };
  const keeper = {
    async save(state: Parameters<StateFile['write']>[0]): Promise<void> {
      await check();
      await file.write(state);
      // Whoever took over meanwhile may have read the state before this write: then it must not be promised.
      await check();
    },
  };
  const { state, setAside } = await readNewestState(storage.directory);
  if (state !== undefined) {
    return { store: new Store(state, keeper), found: { from: 'file', set_aside: setAside } as const };
  }
  const seed = seedState();
  await keeper.save(seed);
  return { store: new Store(seed, keeper), found: { from: 'seed', set_aside: setAside } as const };
}
