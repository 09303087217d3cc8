import * as z from 'zod/mini';
import { storedErrorSchema } from './stored-error.ts';

const id = z.string().check(z.regex(/^outbox-[0-9a-f-]{36}$/));
const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'is not a time'));
const name = z.string().check(z.minLength(1), z.maxLength(200));
const resultId = z.nullable(z.string().check(z.minLength(1), z.maxLength(1000)));

/** An entry as the journal knows it: all that is needed to go on with it in another process. */
const entrySchema = z.object({
  id,
  /** A connection's journal id: see `journalIdOf`. */
  connectionId: z.string().check(z.minLength(1), z.maxLength(400)),
  kind: name,
  /** Checked against the schema of its kind before it is used. */
  payload: z.unknown(),
  createdAt: time,
  state: z.enum(['waiting', 'refused']),
  /** How often it was tried. */
  attempts: z.int().check(z.nonnegative()),
  /** When the last attempt began; null when none did, or when it is known that it changed nothing. */
  sentAt: z.nullable(time),
  /** Why it is refused. */
  error: z.nullable(storedErrorSchema),
});

export type StoredEntry = Readonly<z.output<typeof entrySchema>>;

/** What a journal's lines say, one fact each. Unknown fields are ignored, unknown types are not understood. */
export const recordSchema = z.discriminatedUnion('type', [
  /** A new entry; after compaction, an entry as it stood then. */
  z.object({ type: z.literal('entry'), entry: entrySchema }),
  /** An attempt begins: from here on the service may have done it. */
  z.object({ type: z.literal('sending'), id, at: time }),
  /** The attempt failed. Not `ambiguous`: the service has certainly not done it. */
  z.object({ type: z.literal('failed'), id, ambiguous: z.boolean() }),
  z.object({ type: z.literal('refused'), id, ambiguous: z.boolean(), error: storedErrorSchema }),
  /** The user sends a refused entry again, with another content when there is a `payload`. */
  z.object({ type: z.literal('retried'), id }),
  z.object({ type: z.literal('amended'), id, payload: z.unknown() }),
  /** A step of several is done; the payload says what is left. */
  z.object({ type: z.literal('stepped'), id, payload: z.unknown() }),
  /** The service's answer is known. `resultId` is the object that it made: no other entry is taken for that one. */
  z.object({ type: z.literal('delivered'), id, resultId, at: time }),
  z.object({ type: z.literal('discarded'), id }),
]);

export type JournalRecord = Readonly<z.output<typeof recordSchema>>;

/** Which entry a record is about. */
export function entryIdOf(record: JournalRecord): string {
  return record.type === 'entry' ? record.entry.id : record.id;
}

/** What the lines of a journal add up to. */
export class JournalState {
  /** Entries that are not done, oldest first. */
  readonly entries = new Map<string, StoredEntry>();
  /** Entries that made an object of the service, with its id and when. */
  readonly made = new Map<string, { readonly resultId: string; readonly at: string }>();

  apply(record: JournalRecord): void {
    if (record.type === 'entry') {
      // A line that is there twice is the same fact twice; a settled entry does not come back.
      if (!this.made.has(record.entry.id)) this.entries.set(record.entry.id, record.entry);
      return;
    }
    if (record.type === 'delivered' && record.resultId !== null) {
      this.made.set(record.id, { resultId: record.resultId, at: record.at });
    }
    const entry = this.entries.get(record.id);
    if (entry === undefined) return;
    const next = follow(entry, record);
    if (next === undefined) this.entries.delete(record.id);
    else this.entries.set(record.id, next);
  }

  /** The shortest list of records that adds up to the same. */
  records(): JournalRecord[] {
    return [
      ...[...this.made].map(([id, { resultId, at }]) => ({ type: 'delivered', id, resultId, at }) as const),
      ...[...this.entries.values()].map((entry) => ({ type: 'entry', entry }) as const),
    ];
  }

  /** Forgets objects that were made before this time: no entry can be taken for one of them. Milliseconds. */
  forgetMadeBefore(limit: number): void {
    for (const [id, { at }] of this.made) if (Date.parse(at) < limit) this.made.delete(id);
  }
}

/** The entry after a record; undefined when that settles it. */
function follow(entry: StoredEntry, record: Exclude<JournalRecord, { type: 'entry' }>): StoredEntry | undefined {
  switch (record.type) {
    case 'sending':
      return { ...entry, state: 'waiting', attempts: entry.attempts + 1, sentAt: record.at, error: null };
    case 'failed':
      return { ...entry, sentAt: record.ambiguous ? entry.sentAt : null };
    case 'refused':
      return { ...entry, state: 'refused', sentAt: record.ambiguous ? entry.sentAt : null, error: record.error };
    case 'retried':
      return { ...entry, state: 'waiting', error: null };
    case 'stepped':
      return { ...entry, payload: record.payload };
    case 'amended':
      return { ...entry, state: 'waiting', payload: record.payload, error: null };
    case 'delivered':
    case 'discarded':
      return undefined;
  }
}
