import { randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureDirectory } from '../state/files.ts';

/** The bytes behind attachments: a file each, since they may be larger than memory should be. */
export class Blobs {
  readonly #given: string | undefined;
  #made: Promise<string> | undefined;

  /** @param directory without one, a temporary folder that goes when it is closed */
  constructor(directory?: string) {
    this.#given = directory;
  }

  /**
   * Stores what arrives, replacing what was there; what breaks off half-way leaves nothing behind.
   *
   * @returns how many bytes there are
   */
  async write(name: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
    const directory = await this.#directory();
    const temporary = path.join(directory, `${randomUUID()}.part`);
    let size = 0;
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        for await (const piece of pieces) {
          await handle.write(piece);
          size += piece.byteLength;
        }
      } finally {
        await handle.close();
      }
      await rename(temporary, path.join(directory, name));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return size;
  }

  async read(name: string): Promise<ReadStream> {
    return createReadStream(path.join(await this.#directory(), name));
  }

  /** Removes what nothing points to any more, and what a process left that ended in the middle. */
  async tidy(wanted: ReadonlySet<string>): Promise<void> {
    if (this.#given === undefined) return;
    const names = await readdir(this.#given).catch(() => []);
    for (const name of names) if (!wanted.has(name)) await rm(path.join(this.#given, name), { force: true });
  }

  async close(): Promise<void> {
    if (this.#given === undefined && this.#made !== undefined)
      await rm(await this.#made, { recursive: true, force: true });
  }

  #directory(): Promise<string> {
    this.#made ??=
      this.#given === undefined
        ? mkdtemp(path.join(tmpdir(), 'call-triage-talkdesk-'))
        : ensureDirectory(this.#given).then(() => this.#given ?? '');
    return this.#made;
  }
}
