import * as z from 'zod/mini';
import { Emitter } from '../../shared/event.ts';
import { NoQueueError, NothingToReviewError } from './errors.ts';
import type { ReviewMarks } from './marks.ts';

const queueSchema = z.object({
  connectionId: z.string(),
  /** The `connectionKey`, under which calls are marked. */
  connection: z.string(),
  /** The issue that all calls are read for; null when each is read for its own. */
  issueId: z.nullable(z.string()),
  callIds: z.array(z.string()).check(z.minLength(1), z.maxLength(10_000)),
  /** Position of the call that is open, from zero. */
  at: z.int().check(z.nonnegative()),
  /** The list that the calls come from has more that were not loaded. */
  hasMore: z.boolean(),
});

/** Calls that are reviewed one after the other. */
export type Queue = Readonly<z.output<typeof queueSchema>>;

/** A call of the queue, and how far the review is. */
export interface QueuePlace {
  readonly callId: string;
  /** From 1. */
  readonly position: number;
  readonly total: number;
  /** Number of reviewed calls. */
  readonly reviewed: number;
}

/** Where a window keeps its queue over a reload. */
export interface QueueMemory {
  read(): unknown;
  write(queue: Queue): void;
}

/** The queue of a window. Its calls are marked as reviewed when the next one is opened. */
export class ReviewQueue {
  readonly marks: ReviewMarks;
  readonly #memory: QueueMemory;
  readonly #changed = new Emitter<void>();
  /** Fires when another queue or call is on, and when marks change. */
  readonly onDidChange = this.#changed.event;
  #queue: Queue | undefined;

  constructor(marks: ReviewMarks, memory: QueueMemory) {
    this.marks = marks;
    this.#memory = memory;
    this.#queue = readQueue(memory.read());
    if (this.#queue !== undefined) void marks.load();
    marks.onDidChange(() => this.#changed.fire());
  }

  get current(): Queue | undefined {
    return this.#queue;
  }

  /**
   * Begins a queue at its first call that is not reviewed.
   *
   * @param from the call to begin at or after
   * @throws NothingToReviewError
   */
  async start(queue: Omit<Queue, 'at'>, from?: string): Promise<QueuePlace> {
    await this.marks.load();
    const started = { ...queue, at: 0 };
    const first = from === undefined ? 0 : Math.max(0, queue.callIds.indexOf(from));
    const at = from === undefined ? this.#openFrom(started, 0) : first;
    if (at === undefined) throw new NothingToReviewError(queue.callIds.length);
    return this.#goTo(started, at);
  }

  /**
   * Marks the call as reviewed that is open, and goes to the next one that is not, from the beginning again after the last.
   *
   * @param open the call that is read now, if it is one of the queue
   * @returns undefined when every call is reviewed
   * @throws NoQueueError, StorageError
   */
  async next(open?: string): Promise<QueuePlace | undefined> {
    const { queue, at } = await this.#at(open);
    await this.marks.set(queue.connection, [queue.callIds[at] ?? ''], true);
    const next = this.#openFrom(queue, at + 1);
    if (next === undefined) this.#use({ ...queue, at });
    return next === undefined ? undefined : this.#goTo(queue, next);
  }

  /**
   * Goes back to the call before, reviewed or not.
   *
   * @param open the call that is read now, if it is one of the queue
   * @returns undefined at the first call
   * @throws NoQueueError
   */
  async previous(open?: string): Promise<QueuePlace | undefined> {
    const { queue, at } = await this.#at(open);
    return at === 0 ? undefined : this.#goTo(queue, at - 1);
  }

  /** The place of a call in the queue; undefined when it is none of its calls. */
  placeOf(connectionId: string, callId: string): QueuePlace | undefined {
    const queue = this.#queue;
    const at = queue?.connectionId === connectionId ? queue.callIds.indexOf(callId) : -1;
    return queue === undefined || at < 0 ? undefined : this.#place(queue, at);
  }

  /** The call after this one that will be opened next. */
  get upcoming(): string | undefined {
    const queue = this.#queue;
    const next = queue === undefined ? undefined : this.#openFrom(queue, queue.at + 1);
    return next === queue?.at || next === undefined ? undefined : queue?.callIds[next];
  }

  async #at(open: string | undefined): Promise<{ readonly queue: Queue; readonly at: number }> {
    const queue = this.#queue;
    if (queue === undefined) throw new NoQueueError();
    await this.marks.load();
    const at = open === undefined ? -1 : queue.callIds.indexOf(open);
    return { queue, at: at < 0 ? queue.at : at };
  }

  /** The first position that is not reviewed, from this one on and then from the beginning. */
  #openFrom(queue: Queue, from: number): number | undefined {
    const { callIds, connection } = queue;
    const order = [...callIds.keys()].map((offset) => (from + offset) % callIds.length);
    return order.find((position) => !this.marks.has(connection, callIds[position] ?? ''));
  }

  #goTo(queue: Queue, at: number): QueuePlace {
    const moved = { ...queue, at };
    this.#use(moved);
    return this.#place(moved, at);
  }

  #use(queue: Queue): void {
    this.#queue = queue;
    this.#memory.write(queue);
    this.#changed.fire();
  }

  #place({ callIds, connection }: Queue, at: number): QueuePlace {
    const reviewed = callIds.filter((callId) => this.marks.has(connection, callId)).length;
    return { callId: callIds[at] ?? '', position: at + 1, total: callIds.length, reviewed };
  }
}

function readQueue(stored: unknown): Queue | undefined {
  const parsed = queueSchema.safeParse(stored);
  return parsed.success && parsed.data.at < parsed.data.callIds.length ? parsed.data : undefined;
}
