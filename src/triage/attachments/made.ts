import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { Emitter } from '../../shared/event.ts';
import { appendAll, ensureDirectory } from '../files.ts';

const word = z.string().check(z.minLength(1), z.maxLength(1000));

const madeSchema = z.object({
  attachmentId: word,
  /** The Talkdesk connection that has it. */
  talkdeskId: word,
  name: z.string().check(z.maxLength(1000)),
  /** Bytes. */
  size: z.nullable(z.number()),
  type: z.nullable(z.string()),
  /** The issue it was made for, and that issue's connection as journals name it. */
  issueId: word,
  owner: word,
  madeAt: z.string(),
});

/** An attachment that was made for an issue here. Talkdesk has no list that could be asked for them. */
export type MadeAttachment = Readonly<z.output<typeof madeSchema>>;

/** The attachments that were made for issues, one line each in a file that all windows append to. */
export class MadeAttachments {
  readonly #file: string;
  readonly #own: MadeAttachment[] = [];
  readonly #changed = new Emitter<{ readonly owner: string; readonly issueId: string }>();
  readonly onDidChange = this.#changed.event;

  constructor(directory: string) {
    this.#file = path.join(directory, 'attachments.jsonl');
  }

  /** Those of an issue, oldest first; also those that other windows made. */
  async of(owner: string, issueId: string): Promise<readonly MadeAttachment[]> {
    return (await this.all()).filter((one) => one.owner === owner && one.issueId === issueId);
  }

  /** The one with an id, when it was made here. */
  async find(attachmentId: string): Promise<MadeAttachment | undefined> {
    return (await this.all()).findLast((one) => one.attachmentId === attachmentId);
  }

  /** Keeps one. Known to this window even when it cannot be written. */
  async add(made: MadeAttachment): Promise<void> {
    this.#own.push(made);
    this.#changed.fire(made);
    await ensureDirectory(path.dirname(this.#file));
    const handle = await open(this.#file, 'a', 0o600);
    try {
      await appendAll(handle, Buffer.from(`${JSON.stringify(made)}\n`));
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  /** All of them, oldest first. */
  async all(): Promise<readonly MadeAttachment[]> {
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    const stored = text.split('\n').flatMap((line) => parse(line) ?? []);
    const known = new Set(stored.map(keyOf));
    return [
      ...new Map(
        [...stored, ...this.#own.filter((one) => !known.has(keyOf(one)))].map((one) => [keyOf(one), one]),
      ).values(),
    ];
  }
}

const keyOf = ({ talkdeskId, attachmentId, owner, issueId }: MadeAttachment): string =>
  JSON.stringify([talkdeskId, attachmentId, owner, issueId]);

/** A line that was cut off, or that a newer version wrote, is left out. */
function parse(line: string): MadeAttachment | undefined {
  try {
    return madeSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
