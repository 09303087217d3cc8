import { createHash } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { ensureDirectory, writeNewFile } from './files.ts';

/** A kind of text that people write: what is kept of it, and what that must be to be read again. */
export interface DraftKind<T> {
  readonly name: string;
  readonly schema: z.ZodMiniType<T>;
  /** What there is of it when nobody has written anything. */
  readonly none: T;
  isNone(draft: T): boolean;
}

/** Where something is written: on a connection, under an issue or for none, and of what kind. */
export interface DraftPlace<T> {
  readonly kind: DraftKind<T>;
  readonly connectionId: string;
  readonly issueId: string | null;
  /** What of the issue, where it has several: a call. */
  readonly part?: string;
}

/** A change is on disk at the latest so long after it was made, milliseconds. */
const delayMs = 300;

const fileSchema = z.object({ version: z.literal(2), draft: z.unknown() });

/** A draft as it is to be written. */
interface Kept {
  readonly draft: unknown;
  readonly isNone: boolean;
}

/**
 * What somebody is writing, kept on disk while it is written: one small file for each place, replaced whole, so that a
 * crash leaves either the last state or the one before.
 */
export class DraftStore {
  readonly #directory: string;
  readonly #report: (error: unknown) => void;
  readonly #drafts = new Map<string, Kept>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** @param report is told when drafts cannot be written; they stay in memory */
  constructor(directory: string, report: (error: unknown) => void) {
    this.#directory = directory;
    this.#report = report;
  }

  /** The draft of a place as far as it is loaded or kept. */
  of<T>(place: DraftPlace<T>): T {
    const kept = this.#drafts.get(fileOf(place));
    return kept === undefined ? place.kind.none : (kept.draft as T);
  }

  /** Reads a place's draft, unless it is known. A file that cannot be read holds none; it is replaced by the next change. */
  async load<T>(place: DraftPlace<T>): Promise<T> {
    const file = fileOf(place);
    if (!this.#drafts.has(file)) {
      const draft = await readDraft(path.join(this.#directory, file), place.kind);
      // What was written meanwhile is newer.
      if (!this.#drafts.has(file)) this.#drafts.set(file, { draft, isNone: place.kind.isNone(draft) });
    }
    return this.of(place);
  }

  /** Keeps a place's draft as it is now. */
  keep<T>(place: DraftPlace<T>, draft: T): void {
    const file = fileOf(place);
    this.#drafts.set(file, { draft, isNone: place.kind.isNone(draft) });
    this.#changed.add(file);
    this.#timer ??= setTimeout(() => void this.flush(), delayMs);
  }

  /** Writes what has changed. Resolves when it is on disk, or has been reported. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(async () => {
      const files = [...this.#changed];
      this.#changed.clear();
      for (const file of files) {
        try {
          await this.#write(file, this.#drafts.get(file));
        } catch (error) {
          this.#report(error);
        }
      }
    });
    return this.#writing;
  }

  async #write(file: string, kept: Kept | undefined): Promise<void> {
    const whole = path.join(this.#directory, file);
    if (kept === undefined || kept.isNone) {
      await rm(whole, { force: true });
      return;
    }
    await ensureDirectory(this.#directory);
    const temporary = `${whole}.${crypto.randomUUID()}`;
    await writeNewFile(temporary, JSON.stringify({ version: 2, draft: kept.draft }));
    await rename(temporary, whole);
  }
}

/** Ids come from a server, so they never become a file's name themselves. */
function fileOf({
  kind,
  connectionId,
  issueId,
  part,
}: Omit<DraftPlace<never>, 'kind'> & { kind: { name: string } }): string {
  const name = JSON.stringify([kind.name, connectionId, issueId, part ?? null]);
  return `${createHash('sha256').update(name).digest('hex').slice(0, 40)}.json`;
}

async function readDraft<T>(file: string, { schema, none }: DraftKind<T>): Promise<T> {
  try {
    const whole = fileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    const parsed = schema.safeParse(whole.data?.draft);
    return parsed.success ? parsed.data : none;
  } catch {
    return none;
  }
}
