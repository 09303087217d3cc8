import { createHash } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { type Draft, maxDrafts, maxNote } from '../shared/transcript.ts';
import { ensureDirectory, writeNewFile } from './files.ts';

/** What drafts belong to: a call, read under an issue, on a connection. */
export interface DraftPlace {
  readonly connectionId: string;
  readonly issueId: string | null;
  readonly callId: string;
}

/** A change is on disk at the latest so long after it was made, milliseconds. */
const delayMs = 300;

const fileSchema = z.object({
  version: z.literal(1),
  drafts: z
    .array(
      z.object({
        index: z.int().check(z.nonnegative()),
        flagType: z.string().check(z.maxLength(200)),
        isNew: z.boolean(),
        note: z.string().check(z.maxLength(maxNote)),
      }),
    )
    .check(z.maxLength(maxDrafts)),
});

/**
 * Notes that somebody is writing, kept on disk while they are written: one small file for each call, replaced whole, so
 * that a crash leaves either the last state or the one before.
 */
export class DraftStore {
  readonly #directory: string;
  readonly #report: (error: unknown) => void;
  readonly #drafts = new Map<string, readonly Draft[]>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** @param report is told when drafts cannot be written; they stay in memory */
  constructor(directory: string, report: (error: unknown) => void) {
    this.#directory = directory;
    this.#report = report;
  }

  /** The drafts of a call as far as they are loaded or kept. */
  of(place: DraftPlace): readonly Draft[] {
    return this.#drafts.get(fileOf(place)) ?? [];
  }

  /** Reads a call's drafts, unless they are known. A file that cannot be read holds none; it is replaced by the next change. */
  async load(place: DraftPlace): Promise<void> {
    const file = fileOf(place);
    if (this.#drafts.has(file)) return;
    const read = await readDrafts(path.join(this.#directory, file));
    // What was written meanwhile is newer.
    if (!this.#drafts.has(file)) this.#drafts.set(file, read);
  }

  /** Keeps a call's drafts as they are now. */
  keep(place: DraftPlace, drafts: readonly Draft[]): void {
    const file = fileOf(place);
    this.#drafts.set(file, drafts);
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
          await this.#write(file, this.#drafts.get(file) ?? []);
        } catch (error) {
          this.#report(error);
        }
      }
    });
    return this.#writing;
  }

  async #write(file: string, drafts: readonly Draft[]): Promise<void> {
    const whole = path.join(this.#directory, file);
    if (drafts.length === 0) {
      await rm(whole, { force: true });
      return;
    }
    await ensureDirectory(this.#directory);
    const temporary = `${whole}.${crypto.randomUUID()}`;
    await writeNewFile(temporary, JSON.stringify({ version: 1, drafts }));
    await rename(temporary, whole);
  }
}

/** Ids come from a server, so they never become a file's name themselves. */
function fileOf({ connectionId, issueId, callId }: DraftPlace): string {
  const name = JSON.stringify([connectionId, issueId, callId]);
  return `${createHash('sha256').update(name).digest('hex').slice(0, 40)}.json`;
}

async function readDrafts(file: string): Promise<readonly Draft[]> {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data.drafts : [];
  } catch {
    return [];
  }
}
