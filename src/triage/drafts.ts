import * as z from 'zod/mini';
import type { Database } from '../storage/database.ts';
import { KeyValueStore, keyOf } from './key-value-store.ts';

/** A kind of draft, with the schema by which a stored one is read. */
export interface DraftKind<T> {
  readonly name: string;
  readonly schema: z.ZodMiniType<T>;
  /** The value when nobody has written anything. */
  readonly none: T;
  isNone(draft: T): boolean;
}

/** Key of a draft: its kind and connection, and the issue where there is one. */
export interface DraftPlace<T> {
  readonly kind: DraftKind<T>;
  readonly connectionId: string;
  readonly issueId: string | null;
  /** The part of the issue, where it has several, such as a call. */
  readonly part?: string;
}

/** The longest time before a change is stored, milliseconds. */
const delayMs = 300;

/** A draft as it is to be stored. */
interface Draft {
  readonly draft: unknown;
  readonly isNone: boolean;
}

/** Texts that somebody is writing, stored while they are written: one row for each place. */
export class DraftStore {
  readonly #stored: KeyValueStore<unknown>;
  readonly #report: (error: unknown) => void;
  readonly #drafts = new Map<string, Draft>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #reported = false;

  /** @param report is told once when drafts cannot be stored; they stay in memory until they can */
  constructor(database: Database, report: (error: unknown) => void) {
    this.#stored = new KeyValueStore(database, 'drafts', z.unknown());
    this.#report = report;
  }

  /** The draft of a place as far as it is loaded or kept. */
  of<T>(place: DraftPlace<T>): T {
    const known = this.#drafts.get(keyOfPlace(place));
    return known === undefined ? place.kind.none : (known.draft as T);
  }

  /**
   * Reads a place's draft, unless it is known. One that is malformed is none, and the next change replaces it. While the
   * database cannot be read there is none either, and the next call reads again.
   */
  async load<T>(place: DraftPlace<T>): Promise<T> {
    const { kind } = place;
    const key = keyOfPlace(place);
    if (!this.#drafts.has(key)) {
      let value: unknown;
      try {
        value = await this.#stored.get(key);
      } catch (error) {
        this.#tell(error);
        return this.of(place);
      }
      const parsed = kind.schema.safeParse(value);
      const draft = parsed.success ? parsed.data : kind.none;
      // What was written meanwhile is newer.
      if (!this.#drafts.has(key)) this.#drafts.set(key, { draft, isNone: kind.isNone(draft) });
    }
    return this.of(place);
  }

  /** Keeps a place's draft as it is now. */
  keep<T>(place: DraftPlace<T>, draft: T): void {
    const key = keyOfPlace(place);
    this.#drafts.set(key, { draft, isNone: place.kind.isNone(draft) });
    this.#changed.add(key);
    this.#timer ??= setTimeout(() => void this.flush(), delayMs);
  }

  /** Stores what has changed. Resolves when it is stored, or has been reported. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(async () => {
      const keys = [...this.#changed];
      this.#changed.clear();
      await Promise.all(keys.map((key) => this.#store(key)));
    });
    return this.#writing;
  }

  /** Drops every draft from memory, also what is not stored yet. */
  async forget(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.clear();
    this.#drafts.clear();
    await this.#writing;
  }

  async #store(key: string): Promise<void> {
    const known = this.#drafts.get(key);
    if (known === undefined) return;
    try {
      await (known.isNone ? this.#stored.delete(key) : this.#stored.set(key, known.draft));
      this.#reported = false;
    } catch (error) {
      // The next flush tries again.
      this.#changed.add(key);
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    if (this.#reported) return;
    this.#reported = true;
    this.#report(error);
  }
}

function keyOfPlace({
  kind,
  connectionId,
  issueId,
  part,
}: Omit<DraftPlace<never>, 'kind'> & { kind: { name: string } }): string {
  return keyOf(kind.name, connectionId, issueId, part ?? null);
}
