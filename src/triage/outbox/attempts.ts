import type { Clock } from '../clock.ts';
import type { ConnectionJournal } from '../journal/connection-journal.ts';
import { JournalError } from '../journal/errors.ts';
import { storeError } from '../journal/stored-error.ts';
import { verdict, type Verdict } from './verdict.ts';
import type { Entry, EntryState, OutboxRecord, Step } from './entry.ts';
import type { Ending, Pace } from './pace.ts';

export interface AttemptOptions<Api> {
  readonly api: Api;
  readonly clock: Clock;
  readonly journal: ConnectionJournal;
  readonly random: () => number;
  readonly pace: Pace;
  readonly stop: AbortSignal;
  /** Sets an entry's state and tells whoever shows it. */
  readonly tell: (record: OutboxRecord<Api>, state: EntryState, error: unknown) => void;
}

/** Sends one entry: as often as it takes, and never without a trace on the disk that says so. */
export class Attempts<Api> {
  readonly #options: AttemptOptions<Api>;

  constructor(options: AttemptOptions<Api>) {
    this.#options = options;
  }

  /** Tries until the write is done, refused, discarded, handed over, or the outbox stops. Never rejects. */
  async work(record: OutboxRecord<Api>): Promise<void> {
    const { clock, pace, stop } = this.#options;
    await record.saved;
    while (record.state === 'waiting' && !stop.aborted) {
      if (record.waitMs > 0) {
        await clock.wait(record.waitMs, AbortSignal.any([record.nudge.signal, stop]));
        record.waitMs = 0;
      }
      // A nudge meant the wait; what comes next is the turn, which only the end of the entry ends.
      record.nudge = new AbortController();
      if (record.state !== 'waiting' || !(await pace.turn(record.nudge.signal))) continue;
      // It may have been refused and taken up again during the wait, and be on its way to the disk a second time.
      await record.saved;
      let ending: Ending = { kind: 'none' };
      if (record.state === 'waiting' && !stop.aborted) ending = await this.#attempt(record);
      pace.done(ending);
    }
  }

  async #attempt(record: OutboxRecord<Api>): Promise<Ending> {
    const { clock, journal, stop, tell } = this.#options;
    const { id, write } = record;
    tell(record, 'sending', record.error);
    try {
      await journal.fence(id);
      await journal.record({ type: 'sending', id, at: clock.now().toISOString() });
      if (isOver(record, stop)) return { kind: 'none' };
      record.attempts += 1;
      const result = await this.#exchange(record);
      const resultId = write.resultId(result);
      if (resultId !== null) journal.made(resultId);
      await journal.note({ type: 'delivered', id, resultId, at: clock.now().toISOString() });
      if (isOver(record, stop)) return { kind: 'answered' };
      record.result = result;
      tell(record, 'delivered', undefined);
      return { kind: 'answered' };
    } catch (error) {
      if (error instanceof JournalError && error.fault === 'lost') journal.check();
      // Stopped or handed over: whoever has the entry next finds it marked as being sent.
      if (isOver(record, stop)) return { kind: 'none' };
      return this.#failed(record, error);
    }
  }

  async #exchange(record: OutboxRecord<Api>): Promise<unknown> {
    const { api, journal, stop } = this.#options;
    const { id, write, payload, createdAt } = record;
    const step: Step<unknown> = async (next, madeId) => {
      record.payload = next;
      journal.made(madeId);
      await journal.note({ type: 'stepped', id, payload: next });
    };
    if (record.ambiguous) {
      const found = await write.find(api, payload, createdAt, (object) => journal.isMade(object), stop, step);
      if (found !== undefined) return found;
      record.ambiguous = false;
    }
    // Nothing may come between this look and the request.
    if (!journal.isMine(id)) throw new JournalError('lost');
    return write.send(api, payload, stop, step);
  }

  #failed(record: OutboxRecord<Api>, error: unknown): Ending {
    const { journal, random, tell } = this.#options;
    const { id } = record;
    if (error instanceof JournalError && error.fault === 'lost') {
      tell(record, 'handed-over', error);
      return { kind: 'none' };
    }
    const next = verdict(error, record.attempts, random());
    record.ambiguous ||= next.ambiguous;
    const { ambiguous } = record;
    if (next.refused) {
      void journal.note({ type: 'refused', id, ambiguous, error: storeError(error) });
      tell(record, 'refused', error);
      return { kind: 'answered' };
    }
    if (!(error instanceof JournalError)) void journal.note({ type: 'failed', id, ambiguous });
    // What concerns every write is waited for by all of them together.
    record.waitMs = next.concern === 'write' || next.concern === 'network' ? next.delayMs : 0;
    tell(record, 'waiting', error);
    return endingOf(next, error);
  }
}

function endingOf({ concern, delayMs }: Verdict, error: unknown): Ending {
  switch (concern) {
    case 'key':
      return { kind: 'key', error };
    case 'pause':
    case 'network':
      return { kind: concern, delayMs };
    case 'write':
      return error instanceof JournalError ? { kind: 'none' } : { kind: 'answered' };
  }
}

/** Whether what is known now comes too late for this window. */
function isOver(record: Entry, stop: AbortSignal): boolean {
  return stop.aborted || record.state !== 'sending';
}
