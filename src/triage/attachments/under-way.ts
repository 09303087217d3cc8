import * as z from 'zod/mini';
import type { Database } from '../../storage/database.ts';
import type { Owners } from '../../storage/owners.ts';
import { KeyValueStore } from '../key-value-store.ts';

const word = z.string().check(z.minLength(1), z.maxLength(4000));

const uploadSchema = z.object({
  /** Source of the bytes. */
  uri: word,
  name: word,
  /** The Talkdesk connection they go to. */
  talkdeskId: word,
  /** The issue the attachment is for, and its connection. */
  issue: z.nullable(z.object({ connectionId: word, issueId: word })),
  metadata: z.optional(z.record(z.string(), z.unknown())),
});

export type Upload = Readonly<z.output<typeof uploadSchema>>;

/** An upload whose window is gone. */
export interface CutOff extends Upload {
  readonly id: string;
}

/**
 * The uploads whose bytes are on their way, each owned by its process: Talkdesk knows nothing of them before their
 * attachment is made, so that only this tells the next window of one that was cut off.
 */
export class UploadsUnderWay {
  readonly #stored: KeyValueStore<Upload>;
  readonly #owners: Owners;

  constructor(database: Database, owners: Owners) {
    this.#stored = new KeyValueStore(database, 'uploads', uploadSchema);
    this.#owners = owners;
  }

  /**
   * Records an upload before its first byte is sent.
   *
   * @returns a function that ends it: its attachment is in the outbox, or whoever waits for it knows that its bytes are not
   *   there. Never rejects
   * @throws StorageError when it cannot be recorded
   */
  async begin(upload: Upload): Promise<() => Promise<void>> {
    const id = crypto.randomUUID();
    await this.#stored.set(id, upload, await this.#owners.own());
    return () => this.#stored.delete(id).catch(() => undefined);
  }

  /** Returns the uploads whose windows are gone. @throws StorageError */
  async cutOff(): Promise<readonly CutOff[]> {
    return (await this.#stored.all()).map(([id, upload]) => ({ ...upload, id }));
  }

  /**
   * Takes one that was cut off, to decide about it.
   *
   * @returns whether it was there: several windows may ask about the same one, and only one of them may upload it again
   * @throws StorageError
   */
  take(id: string): Promise<boolean> {
    return this.#stored.take(id);
  }
}
