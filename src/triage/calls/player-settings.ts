import * as z from 'zod/mini';
import { type PlayerSettings, speeds, defaultPlayerSettings } from '../../shared/audio.ts';
import { Emitter } from '../../shared/event.ts';
import type { Database } from '../../storage/database.ts';
import { KeyValueStore } from '../key-value-store.ts';

const key = 'player';

/** Settings of the player of recordings, shared by all windows of this machine. */
export class PlayerPreference {
  readonly #stored: KeyValueStore<PlayerSettings>;
  #current: PlayerSettings = defaultPlayerSettings;
  #changes = 0;
  #unstored = 0;
  readonly #changed = new Emitter<PlayerSettings>();
  /** Fires when a setting is changed in this window. */
  readonly onDidChange = this.#changed.event;

  constructor(database: Database) {
    const schema = z.object({ speed: z.literal(speeds), skipSilence: z.boolean() });
    this.#stored = new KeyValueStore(database, 'preferences', schema);
  }

  /** The settings as they were last loaded or changed here. */
  get current(): PlayerSettings {
    return this.#current;
  }

  /** Reads what any window has stored last. Settings that cannot be read stay as they are. */
  async load(): Promise<PlayerSettings> {
    // Newer than what is read: a change that is still being stored, and one that is made meanwhile.
    if (this.#unstored > 0) return this.#current;
    const changes = this.#changes;
    const stored = await this.#stored.get(key).catch(() => undefined);
    if (stored !== undefined && changes === this.#changes) this.#current = stored;
    return this.#current;
  }

  /** Stores what was changed, and has the players of this window follow. @throws StorageError; they follow all the same */
  async change(change: Partial<PlayerSettings>): Promise<PlayerSettings> {
    const settings = { ...this.#current, ...change };
    this.#changes += 1;
    this.#unstored += 1;
    this.#current = settings;
    this.#changed.fire(settings);
    try {
      await this.#stored.set(key, settings);
    } finally {
      this.#unstored -= 1;
    }
    return settings;
  }
}
