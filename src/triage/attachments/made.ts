import * as z from 'zod/mini';
import { Emitter } from '../../shared/event.ts';
import type { Database } from '../../storage/database.ts';
import { KeyValueStore, keyOf } from '../key-value-store.ts';

const word = z.string().check(z.minLength(1), z.maxLength(1000));

const madeSchema = z.object({
  attachmentId: word,
  /** The Talkdesk connection that has it. */
  talkdeskId: word,
  name: z.string().check(z.maxLength(1000)),
  /** Bytes. */
  size: z.nullable(z.number()),
  type: z.nullable(z.string()),
  /** The issue it was made for, and that issue's connection as the outbox names it. */
  issueId: word,
  owner: word,
  madeAt: z.string(),
});

/** An attachment that was made for an issue here. Talkdesk has no list that could be asked for them. */
export type MadeAttachment = Readonly<z.output<typeof madeSchema>>;

/** The attachments that were made for issues, of all windows. */
export class MadeAttachments {
  readonly #stored: KeyValueStore<MadeAttachment>;
  /** Attachments that could not be stored. */
  readonly #own = new Map<string, MadeAttachment>();
  readonly #changed = new Emitter<{ readonly owner: string; readonly issueId: string }>();
  readonly onDidChange = this.#changed.event;

  constructor(database: Database) {
    this.#stored = new KeyValueStore(database, 'attachments', madeSchema);
  }

  /** Returns the attachments of an issue, oldest first. */
  async of(owner: string, issueId: string): Promise<readonly MadeAttachment[]> {
    return (await this.all()).filter((one) => one.owner === owner && one.issueId === issueId);
  }

  /** Returns the attachment with an id, if it was made here. */
  async find(attachmentId: string): Promise<MadeAttachment | undefined> {
    return (await this.all()).findLast((one) => one.attachmentId === attachmentId);
  }

  /** Adds an attachment, which this window knows even when it cannot be stored. @throws StorageError */
  async add(made: MadeAttachment): Promise<void> {
    const { talkdeskId, attachmentId, owner, issueId } = made;
    const key = keyOf(talkdeskId, attachmentId, owner, issueId);
    this.#own.set(key, made);
    this.#changed.fire(made);
    await this.#stored.set(key, made);
    this.#own.delete(key);
  }

  /** Returns all attachments, oldest first, without those that cannot be read. */
  async all(): Promise<readonly MadeAttachment[]> {
    // Taken before the others are read: what is stored meanwhile is in both.
    const own = [...this.#own];
    const stored = await this.#stored.all().catch(() => []);
    return [...new Map([...stored, ...own]).values()];
  }
}
