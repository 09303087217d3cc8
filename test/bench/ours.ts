import { createBlandApi } from '../../src/api/index.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import { systemClock } from '../../src/triage/clock.ts';
import { addFlag } from '../../src/triage/outbox/kinds/add-flag.ts';
import { type OutboxWindow, openWindow } from '../support/outbox-window.ts';
import { flagOf } from './flags.ts';

export const apiOf = (origin: string) =>
  createBlandApi({ baseUrl: new URL(origin), key: async () => 'bench', transport: createUndiciTransport() });

/** A window's outbox, as far as benches use it. */
export interface Writes {
  readonly window: OutboxWindow;
  /** Entries that are not settled. */
  readonly waiting: number;
  /** Adds a flag. Resolves when it is in the database. */
  add(issueId: string, index: number): Promise<void>;
  /** Resolves when every entry is settled. @throws what the service refused one with */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a window on the database in a directory, once it shows what earlier windows left.
 *
 * @param worker the built `src/storage/worker.ts`
 */
export async function openWrites(directory: string, worker: string, origin: string): Promise<Writes> {
  const window = openWindow({ directory, worker, origin, key: 'bench', me: 'me' }, systemClock);
  const { outbox } = window;
  await window.ready();
  return {
    window,
    get waiting() {
      return outbox.entries.length;
    },
    async add(issueId, index) {
      const { id } = outbox.add(addFlag, flagOf(issueId, index));
      if (!(await outbox.recorded(id))) throw new Error('A write could not be recorded.');
    },
    drained: () =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const { entries } = outbox;
          const refused = entries.find(({ state }) => state === 'refused');
          if (refused !== undefined) reject(refused.error);
          if (entries.length > 0) return;
          subscription.dispose();
          resolve();
        };
        const subscription = outbox.onDidChange(look);
        look();
      }),
    close: () => window.close(),
  };
}
