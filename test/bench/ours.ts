import { createBlandApi } from '../../src/api/index.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import { systemClock } from '../../src/triage/clock.ts';
import { openOutboxStore } from '../../src/triage/journal/store.ts';
import { addFlag } from '../../src/triage/outbox/kinds/add-flag.ts';
import { writeKinds } from '../../src/triage/outbox/kinds/index.ts';
import { Outbox } from '../../src/triage/outbox/outbox.ts';
import { flagOf } from './flags.ts';

export const apiOf = (origin: string) =>
  createBlandApi({ baseUrl: new URL(origin), key: async () => 'bench', transport: createUndiciTransport() });

/** The outbox as a window has it, as far as benches use it. */
export interface Writes {
  /** Entries that are not settled. */
  readonly waiting: number;
  /** Adds a flag. Resolves when it is on the disk. */
  add(issueId: string, index: number): Promise<void>;
  /** Resolves when every entry is settled. @throws what the service refused one with */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the writes in a directory, once those that are there have been read. */
export async function openWrites(directory: string, origin: string): Promise<Writes> {
  const store = openOutboxStore({ directory, kinds: writeKinds });
  const journal = store.forConnection('bench');
  const api = apiOf(origin);
  const outbox = new Outbox({ api, clock: systemClock, journal, kinds: writeKinds });
  await journal.recovered();
  return {
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
          const refused = outbox.entries.find(({ state }) => state === 'refused');
          if (refused !== undefined) reject(refused.error);
          if (outbox.entries.length > 0) return;
          subscription.dispose();
          resolve();
        };
        const subscription = outbox.onDidChange(look);
        look();
      }),
    async close() {
      outbox.dispose();
      await Promise.all([store.close(), api.close()]);
    },
  };
}
