import * as z from 'zod/mini';
import type { Database } from '../storage/database.ts';
import { KeyValueStore } from './key-value-store.ts';

const key = 'maskPersonalData';

/** The editor's setting for masking personal data, as processes outside the editor see it. */
export class MaskingPreference {
  readonly #stored: KeyValueStore<boolean>;

  constructor(database: Database) {
    this.#stored = new KeyValueStore(database, 'preferences', z.boolean());
  }

  /** Returns true unless an editor has recorded that masking is off. */
  async isMasked(): Promise<boolean> {
    return (await this.#stored.get(key).catch(() => undefined)) ?? true;
  }

  /** Records the setting, if it is not recorded. @throws StorageError */
  async record(isMasked: boolean): Promise<void> {
    if ((await this.#stored.get(key)) !== isMasked) await this.#stored.set(key, isMasked);
  }
}
