import { readFile, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { ensureDirectory, errorCode, namesIn, writeNewFile } from '../files.ts';
import { journalError } from '../journal/errors.ts';
import { isAlive, machine } from '../../storage/machine.ts';

const word = z.string().check(z.minLength(1), z.maxLength(4000));

const uploadSchema = z.object({
  /** Where the bytes come from. */
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

const storedSchema = z.extend(uploadSchema, { machine: z.string(), pid: z.int().check(z.gte(1)) });

/**
 * The uploads whose bytes are on their way, one file each: Talkdesk knows nothing of them before their attachment is made,
 * so that only this tells the next window of one that was cut off.
 */
export class UploadsUnderWay {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Records an upload before its first byte is sent.
   *
   * @returns what ends it: its attachment is in the outbox, or whoever waits for it knows that its bytes are not there.
   *   Never rejects
   * @throws JournalError when it cannot be recorded
   */
  async begin(upload: Upload): Promise<() => Promise<void>> {
    const file = this.#fileOf(crypto.randomUUID());
    try {
      await ensureDirectory(this.#directory);
      await writeNewFile(file, JSON.stringify({ ...upload, machine, pid: process.pid }));
    } catch (error) {
      throw journalError(error);
    }
    return () => rm(file, { force: true }).catch(() => undefined);
  }

  /** Those whose windows are gone. One that another machine began is that machine's to ask about. */
  async cutOff(): Promise<readonly CutOff[]> {
    const names = await namesIn(this.#directory);
    const all = await Promise.all(names.filter((name) => name.endsWith(suffix)).map((name) => this.#read(name)));
    return all.flatMap((one) => one ?? []);
  }

  /**
   * Takes one that was cut off, to decide about it.
   *
   * @returns whether it was there: several windows may ask about the same one, and only one of them may upload it again
   */
  async take(id: string): Promise<boolean> {
    try {
      await unlink(this.#fileOf(id));
      return true;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false;
      throw journalError(error);
    }
  }

  async #read(name: string): Promise<CutOff | undefined> {
    const text = await readFile(path.join(this.#directory, name), 'utf8').catch(() => '');
    const stored = parse(text);
    if (stored === undefined || stored.machine !== machine || isAlive(stored.pid)) return undefined;
    const { uri, name: called, talkdeskId, issue, metadata } = stored;
    return { id: path.basename(name, suffix), uri, name: called, talkdeskId, issue, metadata };
  }

  #fileOf(id: string): string {
    return path.join(this.#directory, `${id}${suffix}`);
  }
}

const suffix = '.upload.json';

/** A file whose writing was cut off is left out: nothing had been sent then. */
function parse(text: string): z.output<typeof storedSchema> | undefined {
  try {
    return storedSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
